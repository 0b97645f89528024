using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Building;

/// <summary>The features as their description says them, in double precision and without a thought for speed. Shares nothing with FeatureBuilder.</summary>
internal sealed class SlowFeatures(FeatureSchema schema, IReadOnlyList<ItemRow> items)
{
    private readonly Dictionary<ulong, ItemRow> _items = items.ToDictionary(i => StableHash.Of(i.Id));

    public double[] Of(UserHistory history, int day)
    {
        var (values, flags) = (new List<double>(), new List<bool>());
        for (var m = 0; m < schema.Modalities.Count; m++)
        {
            foreach (var window in schema.WindowsDays)
                Add(schema.Modalities[m].Pooling == Pooling.LogSum ? Summed(history, day, window, m) : Pool(history, day, window, m));
        }
        for (var m = 0; m < schema.Modalities.Count; m++)
            Add(Onboarding(history, day, m));
        foreach (var attribute in schema.Attributes)
            Add(Attribute(history, day, attribute));
        values.AddRange(Counts(history, day));
        foreach (var timing in schema.Timings)
            values.AddRange(Timing(Days(timing.Kind, history, day), timing.Knots));
        for (var m = 0; m < schema.Modalities.Count; m++)
        {
            if (schema.Modalities[m].Pooling == Pooling.LogSum)
                values.AddRange(Recency(history, day, m));
        }
        values.AddRange(Enumerable.Range(0, schema.RhythmDays).Select(age => Math.Log(1 + history.Days.Where(d => d.Day == day - age).Sum(d => d.Counts.Sum(c => (double)c)))));
        values.AddRange(flags.Select(f => f ? 1.0 : 0));
        return [.. values];

        void Add((double[] Values, bool Present) block)
        {
            values.AddRange(block.Values);
            flags.Add(block.Present);
        }
    }

    private (double[], bool) Pool(UserHistory history, int day, int window, int modality)
    {
        var (sum, weights) = Sum(history, day, window, modality);
        return (weights > 0 ? [.. sum.Select(s => s / weights)] : sum, weights > 0);
    }

    private (double[], bool) Summed(UserHistory history, int day, int window, int modality)
    {
        var (sum, weights) = Sum(history, day, window, modality);
        return ([.. sum.Select(s => Math.Sign(s) * Math.Log(1 + Math.Abs(s)))], weights > 0);
    }

    private IEnumerable<double> Recency(UserHistory history, int day, int modality)
    {
        var longest = schema.WindowsDays.Max();
        var touched = Activities(history, day, longest).Where(a => _items.ContainsKey(a.Day.Items[a.Index])).Select(a => (a.Day.Day, _items[a.Day.Items[a.Index]].Vectors[modality])).ToArray();
        for (var x = 0; x < schema.Modalities[modality].Dimension; x++)
            yield return touched.Where(t => t.Item2 is { } vector && vector[x] != 0).Select(t => 1 - Math.Log(1 + day - t.Day) / Math.Log(1 + longest)).DefaultIfEmpty().Max();
    }

    private (double[] Sum, double Weights) Sum(UserHistory history, int day, int window, int modality)
    {
        var (sum, weights) = (new double[schema.Modalities[modality].Dimension], 0.0);
        foreach (var (d, i) in Activities(history, day, window))
        {
            if (!_items.TryGetValue(d.Items[i], out var item) || item.Vectors[modality] is not { } vector)
                continue;
            var action = schema.ActionWeights.TryGetValue(history.Actions[(int)d.Actions[i]], out var known) ? known : schema.DefaultActionWeight;
            var weight = action * Math.Log(1 + Math.Max(0, d.MilliWeights[i]) / 1000.0 + d.Milliseconds[i] / 60_000.0) * Math.Pow(0.5, (day - d.Day) / schema.HalfLifeDays);
            for (var x = 0; x < sum.Length; x++)
                sum[x] += weight * vector[x];
            weights += Math.Abs(weight);
        }
        return (sum, weights);
    }

    private (double[], bool) Onboarding(UserHistory history, int day, int modality)
    {
        var vectors = history.Onboarding is { } picks && UnixDay.Of(picks.At) <= day
            ? picks.Items.Where(_items.ContainsKey).Select(i => _items[i].Vectors[modality]).OfType<float[]>().ToArray()
            : [];
        var width = schema.Modalities[modality].Dimension;
        return ([.. Enumerable.Range(0, width).Select(x => vectors.Length == 0 ? 0 : vectors.Average(v => (double)v[x]))], vectors.Length > 0);
    }

    private static (double[], bool) Attribute(UserHistory history, int day, AttributeSchema attribute)
    {
        var values = new double[attribute.Buckets > 0 ? attribute.Buckets : attribute.Values.Count + 1];
        if (history.Profile.SingleOrDefault(p => p.Name == attribute.Name && UnixDay.Of(p.At) <= day) is not { } known)
            return (values, false);
        var slot = attribute.Buckets > 0 ? (int)(StableHash.Of(known.Value) % (ulong)attribute.Buckets) : attribute.Values.ToList().IndexOf(known.Value);
        values[slot < 0 ? attribute.Values.Count : slot] = 1;
        return (values, true);
    }

    private IEnumerable<double> Counts(UserHistory history, int day)
    {
        foreach (var window in schema.WindowsDays)
        {
            var activities = Activities(history, day, window).ToArray();
            yield return Math.Log(1 + activities.Sum(a => (double)a.Day.Counts[a.Index]));
            yield return Math.Log(1 + activities.Select(a => a.Day.Day).Distinct().Count());
            yield return Math.Log(1 + activities.Select(a => a.Day.Items[a.Index]).Distinct().Count());
            yield return Math.Log(1 + activities.Sum(a => a.Day.Milliseconds[a.Index] / 60_000.0));
        }
        var active = history.Days.Where(d => d.Day <= day && d.Items.Count > 0).Select(d => d.Day).ToArray();
        var longest = schema.WindowsDays.Max();
        yield return Math.Log(1 + (active.Length == 0 ? longest : Math.Min(longest, day - active.Max())));
        var signedUp = history.Profile.SingleOrDefault(p => p.Name == "signedUpOn" && UnixDay.Of(p.At) <= day)?.Value;
        var since = DateOnly.TryParseExact(signedUp, "yyyy-MM-dd", out var date) ? date.DayNumber - new DateOnly(1970, 1, 1).DayNumber
            : active.Length > 0 ? active.Min() : day;
        yield return Math.Log(1 + Math.Min(3650, Math.Max(0, day - since)));
    }

    private double Days(TimingKind kind, UserHistory history, int day)
    {
        var (longest, active) = (schema.WindowsDays.Max(), history.Days.Where(d => d.Day <= day && d.Items.Count > 0).Select(d => d.Day).Order().ToArray());
        var within = active.Where(d => d > day - longest).ToArray();
        var gaps = within.Skip(1).Zip(within, (later, earlier) => later - earlier).ToArray();
        var signedUp = history.Profile.SingleOrDefault(p => p.Name == "signedUpOn" && UnixDay.Of(p.At) <= day)?.Value;
        return kind switch
        {
            TimingKind.LastActivity => active.Length == 0 ? longest : Math.Min(longest, day - active.Max()),
            TimingKind.SignUp when DateOnly.TryParseExact(signedUp, "yyyy-MM-dd", out var date) => Math.Clamp(day - (date.DayNumber - new DateOnly(1970, 1, 1).DayNumber), 0, 3650),
            TimingKind.SignUp or TimingKind.FirstActivity => active.Length == 0 ? 0 : Math.Min(3650, day - active.Min()),
            TimingKind.LastGap => gaps.LastOrDefault(),
            TimingKind.MeanGap => gaps.DefaultIfEmpty().Average(),
            _ => gaps.DefaultIfEmpty().Max(),
        };
    }

    private static IEnumerable<double> Timing(double days, IReadOnlyList<float> knots)
    {
        yield return Math.Log(1 + days);
        for (var k = 1; k < knots.Count; k++)
            yield return days <= knots[k - 1] ? 0 : days >= knots[k] ? 1 : (days - knots[k - 1]) / (knots[k] - knots[k - 1]);
    }

    private static IEnumerable<(HistoryDay Day, int Index)> Activities(UserHistory history, int day, int window) =>
        from d in history.Days where d.Day <= day && d.Day > day - window from i in Enumerable.Range(0, d.Items.Count) select (d, i);
}
