using UserRep.Contracts.Wire;
using UserRep.Features.Histories;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.FeatureRows;

/// <summary>Which static attributes there are, and which values of each get a slot.</summary>
internal static class AttributeLearner
{
    public static IReadOnlyList<AttributeSchema> Learn(EventLog log, int slots)
    {
        var uses = new SortedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var e in log.Others)
        {
            if (e.WhatCase != UserEvent.WhatOneofCase.Profile)
                continue;
            foreach (var (name, value) in e.Profile.Values)
            {
                // The sign-up date becomes a tenure among the counts.
                if (name == EventConversion.SignedUpOn)
                    continue;
                if (!uses.TryGetValue(name, out var values))
                    uses[name] = values = [];
                values[value] = values.GetValueOrDefault(value) + 1;
            }
        }
        return [.. uses.Select(a => a.Value.Count <= slots
            ? new AttributeSchema(a.Key, [.. a.Value.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key)])
            : new AttributeSchema(a.Key, [], slots))];
    }
}
