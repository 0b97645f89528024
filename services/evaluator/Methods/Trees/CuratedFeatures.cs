using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Evaluator.Samples;
using UserRep.Features.Histories;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;

namespace UserRep.Evaluator.Methods.Trees;

/// <summary>
/// What a team would count for one model of its own: activity per window, gaps, the last days, use of each item group and
/// each action, attributes, picks. As they are: trees don't care for scale.
/// </summary>
internal sealed class CuratedFeatures
{
    private const int AttributeSlots = 24;
    private const int MaxActions = 12;
    private const int ActionDays = 28;

    private readonly EvaluationData _data;
    private readonly IReadOnlyList<AttributeSchema> _attributes;
    private readonly Dictionary<ulong, int> _items;

    public CuratedFeatures(EvaluationData data)
    {
        _data = data;
        _attributes = AttributeLearner.Learn(data.Log, AttributeSlots);
        _items = data.Log.ItemHashes.Select((hash, item) => (hash, item)).DistinctBy(i => i.hash).ToDictionary(i => i.hash, i => i.item);
        Actions = data.Log.Actions.Length is > 1 and <= MaxActions ? data.Log.Actions.Length : 0;
        Width = ActivityFeatures.Width + GroupFeatures.PerGroup * Groups + 2 * Actions + 1 + _attributes.Sum(a => a.Width) + 1 + Groups;
    }

    public int Width { get; }

    private int Groups => _data.Groups.Names.Count;

    /// <summary>0 where there are too many to have features each.</summary>
    private int Actions { get; }

    public Matrix Of(View view, int threads, CancellationToken cancellationToken)
    {
        var samples = view.Population.Samples;
        var matrix = new Matrix(samples.Length, Width);
        Parallel.For(0, samples.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, s =>
        {
            var (events, until) = view.Known(_data, samples[s]);
            Write(_data.Log.Of(samples[s].User)[..events], until, view.HideProfile, matrix.Row(s));
        });
        return matrix;
    }

    private void Write(ReadOnlySpan<LoggedEvent> events, long until, bool hideProfile, Span<float> row)
    {
        ActivityFeatures.Write(events, until, Next(ref row, ActivityFeatures.Width));
        GroupFeatures.Write(events, until, _data.Groups, Next(ref row, GroupFeatures.PerGroup * Groups));
        var actions = Next(ref row, 2 * Actions);
        var tenure = Next(ref row, 1);
        var attributes = Next(ref row, _attributes.Sum(a => a.Width));
        // Unknown, which trees tell from any number.
        tenure.Fill(float.NaN);
        foreach (ref readonly var e in events)
        {
            if (e.Item >= 0)
                WriteAction(e, until, actions);
            else if (_data.Log.Others[e.Other] is { WhatCase: UserEvent.WhatOneofCase.Onboarding } onboarding)
                WritePicks(onboarding.Onboarding, row);
            else if (!hideProfile)
                WriteProfile(_data.Log.Others[e.Other].Profile, until, attributes, tenure);
        }
    }

    /// <summary>Use of each action lately, and ever.</summary>
    private static void WriteAction(in LoggedEvent e, long until, Span<float> actions)
    {
        if (actions.IsEmpty)
            return;
        actions[2 * e.Action] += e.At >= until - EvaluationData.Days(ActionDays) ? 1 : 0;
        actions[2 * e.Action + 1]++;
    }

    /// <summary>The number of picks, then of each group; the latest picks count, as they do in a history.</summary>
    private void WritePicks(Onboarding onboarding, Span<float> picks)
    {
        picks.Clear();
        picks[0] = onboarding.Items.Count;
        foreach (var hash in onboarding.Items)
        {
            if (!_items.TryGetValue(hash, out var item))
                continue;
            foreach (var group in _data.Groups.OfItem[item])
                picks[1 + group]++;
        }
    }

    private void WriteProfile(Profile profile, long until, Span<float> attributes, Span<float> tenure)
    {
        if (profile.Values.TryGetValue(EventConversion.SignedUpOn, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            tenure[0] = UnixDay.Of(until) - UnixDay.Of(date);
        foreach (var attribute in _attributes)
        {
            var slots = Next(ref attributes, attribute.Width);
            if (!profile.Values.TryGetValue(attribute.Name, out var value))
                continue;
            slots.Clear();
            slots[Slot(attribute, value)] = 1;
        }
    }

    private static int Slot(AttributeSchema attribute, string value)
    {
        if (attribute.Buckets > 0)
            return (int)(StableHash.Of(value) % (ulong)attribute.Buckets);
        for (var i = 0; i < attribute.Values.Count; i++)
        {
            if (attribute.Values[i] == value)
                return i;
        }
        return attribute.Values.Count;
    }

    private static Span<float> Next(ref Span<float> rest, int width)
    {
        var next = rest[..width];
        rest = rest[width..];
        return next;
    }
}
