using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Evaluator.Samples;
using UserRep.Features.Histories;
using UserRep.Trainer.Events;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Networks;

/// <summary>What a DLRM reads: numbers, and categories that have a learnt vector each.</summary>
internal static class DlrmInputs
{
    // The latest items, each with its group.
    private const int LastItems = 4;

    // Hashed above; a catalogue's rare items share vectors, as is usual.
    private const int MaxItemIds = 4096;
    private const int AttributeIds = 256;

    // Days that stand for "never".
    private const float Never = 1000;

    /// <summary>Counts and days in log, whose tails networks can't read otherwise; what is unknown becomes a long time.</summary>
    public static Matrix Numbers(Matrix curated)
    {
        var numbers = new Matrix(curated.Rows, curated.Width);
        for (var i = 0; i < curated.Values.Length; i++)
        {
            var value = float.IsNaN(curated.Values[i]) ? Never : curated.Values[i];
            numbers.Values[i] = MathF.CopySign(MathF.Log(1 + MathF.Abs(value)), value);
        }
        return numbers;
    }

    /// <summary>One field per attribute, then the latest items and their groups; id 0 is unknown.</summary>
    public static CategoryRows Categories(EvaluationData data, View view)
    {
        string[] names = [.. Attributes.Names(data)];
        var itemIds = Math.Min(MaxItemIds, data.Log.Items.Length) + 1;
        int[] sizes =
        [
            .. names.Select(_ => AttributeIds + 1),
            .. Enumerable.Repeat(itemIds, LastItems),
            .. Enumerable.Repeat(data.Groups.Names.Count + 1, LastItems),
        ];
        var samples = view.Population.Samples;
        var ids = new int[samples.Length * sizes.Length];
        for (var s = 0; s < samples.Length; s++)
        {
            var own = ids.AsSpan(s * sizes.Length, sizes.Length);
            var events = data.Log.Of(samples[s].User)[..view.Known(data, samples[s]).Events];
            if (!view.HideProfile)
                WriteAttributes(data, events, names, own[..names.Length]);
            WriteItems(data, events, itemIds, own[names.Length..]);
        }
        return new CategoryRows(ids, sizes);
    }

    private static void WriteAttributes(EvaluationData data, ReadOnlySpan<LoggedEvent> events, string[] names, Span<int> ids)
    {
        foreach (ref readonly var e in events)
        {
            if (e.Other < 0 || data.Log.Others[e.Other] is not { WhatCase: UserEvent.WhatOneofCase.Profile } profile)
                continue;
            for (var a = 0; a < names.Length; a++)
            {
                if (profile.Profile.Values.TryGetValue(names[a], out var value))
                    ids[a] = 1 + (int)(StableHash.Of(value) % AttributeIds);
            }
        }
    }

    private static void WriteItems(EvaluationData data, ReadOnlySpan<LoggedEvent> events, int itemIds, Span<int> ids)
    {
        var seen = new HashSet<int>();
        for (var i = events.Length - 1; i >= 0 && seen.Count < LastItems; i--)
        {
            var item = events[i].Item;
            if (item < 0 || !seen.Add(item))
                continue;
            ids[seen.Count - 1] = 1 + (int)(data.Log.ItemHashes[item] % (ulong)(itemIds - 1));
            ids[LastItems + seen.Count - 1] = data.Groups.OfItem[item] is [var group, ..] ? 1 + group : 0;
        }
    }
}
