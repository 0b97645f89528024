using UserRep.Features.Schema;
using UserRep.Trainer.FeatureRows;

namespace UserRep.Trainer.WarmStart;

/// <summary>A name for every target of the second objective, by what it asks: two networks' targets of one name may share weights.</summary>
internal static class FutureKeys
{
    private static readonly string[] s_counts = ["events", "days", "items"];

    /// <param name="groups">Names of the layout's item groups.</param>
    /// <param name="modalities">Of the item vectors whose pools are targets.</param>
    /// <returns>As wide as the layout; empty where a target has no name, which then always starts anew.</returns>
    public static string[] Of(FutureLayout layout, IReadOnlyList<string> groups, IReadOnlyList<ModalitySchema> modalities)
    {
        var keys = new string[layout.Width];
        Array.Fill(keys, "");
        foreach (var (h, days) in layout.HorizonsDays.Index())
        {
            keys[layout.Active(h)] = $"active.{days}d";
            for (var g = 0; g < groups.Count; g++)
                keys[layout.Active(h) + 1 + g] = $"group.{days}d={groups[g]}";
            for (var c = 0; c < s_counts.Length; c++)
                keys[layout.Counts + h * FutureLayout.CountsPerHorizon + c] = $"{s_counts[c]}.{days}d";
        }
        var at = layout.Items;
        foreach (var modality in modalities)
        {
            for (var d = 0; d < modality.Dimension; d++)
                keys[at++] = Item(modality.Name, layout.HorizonsDays[^1], d);
        }
        return keys;
    }

    /// <summary>Targets of modalities whose item vectors mean something else now lose their names.</summary>
    public static string[] Comparable(IReadOnlyList<string> keys, IReadOnlyList<ModalitySchema> modalities, IReadOnlySet<string> comparable)
    {
        var others = modalities.Where(m => !comparable.Contains(m.Name)).Select(m => Prefix(m.Name)).ToArray();
        return [.. keys.Select(k => others.Any(o => k.StartsWith(o, StringComparison.Ordinal)) ? "" : k)];
    }

    private static string Item(string modality, int days, int dimension) => $"{Prefix(modality)}{days}d[{dimension}]";

    private static string Prefix(string modality) => $"pooled.{modality}.";
}
