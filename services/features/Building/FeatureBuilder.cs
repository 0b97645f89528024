using System.Numerics.Tensors;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Building;

/// <summary>
/// The one arithmetic that turns a history into an encoder's input. Trainer, evaluator and encoder all call it, so
/// training and serving cannot drift. The result depends on the history and the UTC day of as_of, and on nothing else.
/// </summary>
public sealed class FeatureBuilder
{
    private readonly FeatureSchema _schema;
    private readonly ItemTable _items;
    private readonly float[] _means;
    private readonly float[] _scales;
    private readonly int[] _modalityOffsets;
    private readonly int[] _summed;

    public FeatureBuilder(FeatureSchema schema, ItemTable items)
    {
        (_schema, _items) = (schema, items);
        Layout = FeatureLayout.Of(schema);
        _means = [.. schema.Means];
        _scales = [.. schema.Scales];
        _modalityOffsets = new int[schema.Modalities.Count];
        _summed = [.. Enumerable.Range(0, schema.Modalities.Count).Where(m => schema.Modalities[m].Pooling == Pooling.LogSum)];
        for (var m = 1; m < _modalityOffsets.Length; m++)
            _modalityOffsets[m] = _modalityOffsets[m - 1] + schema.Modalities[m - 1].Dimension;
    }

    public FeatureLayout Layout { get; }

    public int Width => Layout.Width;

    /// <summary>Writes the standardised input, <see cref="Width"/> values. Blocks with nothing to say are zero: the mean.</summary>
    /// <returns>As <see cref="BuildRaw"/>.</returns>
    public int Build(UserHistory history, int asOfDay, Span<float> destination)
    {
        Span<bool> present = stackalloc bool[Layout.Blocks.Count];
        var unknown = BuildRaw(history, asOfDay, destination, present);
        Standardise(destination, present);
        return unknown;
    }

    /// <summary>What <see cref="Build"/> does after <see cref="BuildRaw"/>: for the trainer, which knows the means only once it has the raw values.</summary>
    public void Standardise(Span<float> destination, ReadOnlySpan<bool> present)
    {
        if (_means.Length == 0)
            return;
        for (var b = 0; b < present.Length; b++)
        {
            if (!present[b])
                continue;
            var block = Layout.Blocks[b];
            var values = destination.Slice(block.Offset, block.Width);
            TensorPrimitives.Subtract(values, _means.AsSpan(block.Offset, block.Width), values);
            TensorPrimitives.Multiply(values, _scales.AsSpan(block.Offset, block.Width), values);
        }
    }

    /// <summary>Before standardisation; <paramref name="present"/> tells, per block of the layout, whether it has something to say.</summary>
    /// <returns>Activities within the longest window whose item is in no modality: they count as activity and pool to nothing.</returns>
    public int BuildRaw(UserHistory history, int asOfDay, Span<float> destination, Span<bool> present)
    {
        destination = destination[..Width];
        destination.Clear();
        present.Clear();
        var windows = _schema.WindowsDays.Count;
        using var pool = new WindowPool(windows, _items.Width, _schema.Modalities.Count);
        var unknown = Accumulate(history, asOfDay, pool);
        pool.NestWindows();

        var timings = Timings.Of(history, asOfDay, SignUpDay(history, asOfDay), _schema.LongestWindow);
        var flag = 0;
        var flags = Layout.Blocks[^1];
        for (var b = 0; b < Layout.Blocks.Count; b++)
        {
            var block = Layout.Blocks[b];
            var target = destination.Slice(block.Offset, block.Width);
            present[b] = block.Kind switch
            {
                FeatureBlockKind.Window when _schema.Modalities[block.Modality].Pooling == Pooling.LogSum => pool.TryLogSum(block.Window, block.Modality, _modalityOffsets[block.Modality], target),
                FeatureBlockKind.Window => pool.TryMean(block.Window, block.Modality, _modalityOffsets[block.Modality], target),
                FeatureBlockKind.Onboarding => PoolOnboarding(history.Onboarding, asOfDay, block.Modality, target),
                FeatureBlockKind.Attribute => WriteAttribute(history, _schema.Attributes[block.Attribute], asOfDay, target),
                _ => true,
            };
            if (block.Kind == FeatureBlockKind.Counts)
                WriteCounts(timings, pool, target);
            else if (block.Kind == FeatureBlockKind.Timing)
                timings.Write(_schema.Timings[block.Timing], target);
            else if (block.Kind == FeatureBlockKind.Recency)
                pool.Recency(_modalityOffsets[block.Modality], target);
            else if (block.Kind == FeatureBlockKind.Rhythm)
                WriteRhythm(history, asOfDay, target);
            else if (FeatureLayout.HasFlag(block))
                destination[flags.Offset + flag++] = present[b] ? 1 : 0;
        }
        return unknown;
    }

    private int Accumulate(UserHistory history, int asOfDay, WindowPool pool)
    {
        var unknown = 0;
        var longest = _schema.LongestWindow;
        Span<double> actionWeights = history.Actions.Count <= 64 ? stackalloc double[history.Actions.Count] : new double[history.Actions.Count];
        for (var a = 0; a < actionWeights.Length; a++)
            actionWeights[a] = _schema.ActionWeights.GetValueOrDefault(history.Actions[a], _schema.DefaultActionWeight);

        for (var d = history.Days.Count - 1; d >= 0; d--)
        {
            var day = history.Days[d];
            var age = asOfDay - day.Day;
            if (age < 0)
                continue;
            if (age >= longest)
                break;
            if (day.Items.Count == 0)
                continue;
            var ring = Ring(age);
            var recency = double.Exp2(-age / _schema.HalfLifeDays);
            var freshness = 1 - Log1P(age) / Log1P(longest);
            pool.AddDay(ring);
            for (var i = 0; i < day.Items.Count; i++)
            {
                pool.AddCounts(ring, day.Items[i], day.Counts[i], day.Milliseconds[i]);
                var row = _items.IndexOf(day.Items[i]);
                if (row < 0)
                {
                    unknown++;
                    continue;
                }
                // Log: the tenth play of a day says less than the first. Weight counts as plays, minutes as played time.
                var amount = Math.Log(1 + Math.Max(0, day.MilliWeights[i] / 1000.0) + day.Milliseconds[i] / 60_000.0);
                pool.Add(ring, (float)(actionWeights[(int)day.Actions[i]] * amount * recency), _items.Row(row), _items.Presence(row), _modalityOffsets, _schema.Modalities);
                foreach (var m in _summed)
                    pool.Touch(freshness, _items.Row(row), _modalityOffsets[m], _schema.Modalities[m].Dimension);
            }
        }
        return unknown;
    }

    /// <summary>The smallest window that covers an age.</summary>
    private int Ring(int age)
    {
        var ring = 0;
        while (age >= _schema.WindowsDays[ring])
            ring++;
        return ring;
    }

    private bool PoolOnboarding(OnboardingPicks? picks, int asOfDay, int modality, Span<float> target)
    {
        if (picks is null || UnixDay.Of(picks.At) > asOfDay)
            return false;
        var found = 0;
        foreach (var item in picks.Items)
        {
            var row = _items.IndexOf(item);
            if (row < 0 || (_items.Presence(row) & (1 << modality)) == 0)
                continue;
            TensorPrimitives.Add(target, _items.Row(row).Slice(_modalityOffsets[modality], target.Length), target);
            found++;
        }
        if (found > 0)
            TensorPrimitives.Divide(target, found, target);
        return found > 0;
    }

    private static bool WriteAttribute(UserHistory history, AttributeSchema attribute, int asOfDay, Span<float> target)
    {
        if (Value(history, attribute.Name, asOfDay) is not { } value)
            return false;
        if (attribute.Buckets > 0)
        {
            target[(int)(StableHash.Of(value) % (ulong)attribute.Buckets)] = 1;
            return true;
        }
        var slot = attribute.Values.Count;
        for (var i = 0; i < attribute.Values.Count; i++)
        {
            if (attribute.Values[i] == value)
                slot = i;
        }
        target[slot] = 1;
        return true;
    }

    private static string? Value(UserHistory history, string name, int asOfDay)
    {
        foreach (var value in history.Profile)
        {
            if (value.Name == name)
                return UnixDay.Of(value.At) <= asOfDay ? value.Value : null;
        }
        return null;
    }

    private void WriteCounts(in Timings timings, WindowPool pool, Span<float> target)
    {
        var at = 0;
        for (var w = 0; w < _schema.WindowsDays.Count; w++)
        {
            target[at++] = Log1P(pool.Events(w));
            target[at++] = Log1P(pool.ActiveDays(w));
            target[at++] = Log1P(pool.DistinctItems(w));
            target[at++] = Log1P(pool.Milliseconds(w) / 60_000.0);
        }
        target[at++] = Log1P(timings[TimingKind.LastActivity]);
        target[at] = Log1P(timings[TimingKind.SignUp]);
    }

    /// <summary>As the profile says; null where it doesn't.</summary>
    public static int? SignUpDay(UserHistory history, int asOfDay) =>
        Value(history, EventConversion.SignedUpOn, asOfDay) is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date)
            ? UnixDay.Of(date)
            : null;

    private static void WriteRhythm(UserHistory history, int asOfDay, Span<float> target)
    {
        for (var d = history.Days.Count - 1; d >= 0; d--)
        {
            var day = history.Days[d];
            var age = asOfDay - day.Day;
            if (age < 0)
                continue;
            if (age >= target.Length)
                break;
            var events = 0.0;
            foreach (var count in day.Counts)
                events += count;
            target[age] = Log1P(events);
        }
    }

    private static float Log1P(double value) => (float)Math.Log(1 + value);
}
