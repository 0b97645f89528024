using UserRep.Contracts.Wire;
using UserRep.Evaluator.Samples;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Methods.Factors;

/// <summary>How much a user used each item: log(1 + weight + minutes), as the encoder's input counts it, times what the action counts for.</summary>
internal sealed class ItemAmounts(EvaluationData data, FeatureSchema schema)
{
    private readonly double[] _actions = [.. data.Log.Actions.Select(a => schema.ActionWeights.GetValueOrDefault(a, schema.DefaultActionWeight))];
    private readonly Dictionary<ulong, int> _items = data.Log.ItemHashes.Select((hash, item) => (hash, item)).DistinctBy(i => i.hash).ToDictionary(i => i.hash, i => i.item);

    /// <summary>Of the user's first <paramref name="count"/> events, those within the longest window before <paramref name="until"/>.</summary>
    /// <returns>By item, ascending; amounts above 0 only.</returns>
    public (int Item, float Amount)[] Of(int user, int count, long until)
    {
        var sums = new Dictionary<int, double>();
        var from = until - EvaluationData.Days(schema.LongestWindow);
        foreach (ref readonly var e in data.Log.Of(user)[..count])
        {
            if (e.Other >= 0)
                AddPicks(data.Log.Others[e.Other], sums);
            else if (e.At >= from)
                Add(sums, e.Item, _actions[e.Action] * (Math.Max(0, e.MilliWeight / 1000.0) + e.Milliseconds / 60_000.0));
        }
        return [.. sums.Where(s => s.Value > 0).OrderBy(s => s.Key).Select(s => (s.Key, (float)Math.Log(1 + s.Value)))];
    }

    /// <summary>What somebody picked when they came counts as used once, at any age: else nothing is known of newcomers.</summary>
    private void AddPicks(UserEvent e, Dictionary<int, double> sums)
    {
        if (e.WhatCase != UserEvent.WhatOneofCase.Onboarding)
            return;
        foreach (var hash in e.Onboarding.Items)
        {
            if (_items.TryGetValue(hash, out var item))
                Add(sums, item, 1);
        }
    }

    private static void Add(Dictionary<int, double> sums, int item, double amount) => sums[item] = sums.GetValueOrDefault(item) + amount;
}
