using UserRep.Contracts.Wire;
using UserRep.Features.Histories;

namespace UserRep.Evaluator.Samples;

/// <summary>What users say of themselves.</summary>
internal static class Attributes
{
    /// <summary>Names of all attributes but the sign-up date, in order.</summary>
    public static IReadOnlyList<string> Names(EvaluationData data) =>
        [.. data.Log.Others.Where(o => o.WhatCase == UserEvent.WhatOneofCase.Profile).SelectMany(o => o.Profile.Values.Keys)
            .Where(n => n != EventConversion.SignedUpOn).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>By sample, the value known at it; null if none is.</summary>
    public static string?[] Values(EvaluationData data, Population population, string name)
    {
        var values = new string?[population.Samples.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var sample = population.Samples[i];
            foreach (ref readonly var e in data.Log.Of(sample.User)[..sample.Events])
            {
                if (e.Other >= 0 && data.Log.Others[e.Other] is { WhatCase: UserEvent.WhatOneofCase.Profile } profile && profile.Profile.Values.TryGetValue(name, out var value))
                    values[i] = value;
            }
        }
        return values;
    }
}
