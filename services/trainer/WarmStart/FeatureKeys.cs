using System.Globalization;
using UserRep.Features.Schema;

namespace UserRep.Trainer.WarmStart;

/// <summary>A name for every input of an encoder, by what it means: two schemas' inputs of one name may share weights.</summary>
internal static class FeatureKeys
{
    public static IReadOnlyList<string> Of(FeatureSchema schema)
    {
        var layout = FeatureLayout.Of(schema);
        var flagged = layout.Blocks.Where(FeatureLayout.HasFlag).ToArray();
        return [.. layout.Blocks.SelectMany(block => Enumerable.Range(0, block.Width).Select(i => block.Kind switch
        {
            FeatureBlockKind.Attribute => Attribute(block.Name, schema.Attributes[block.Attribute], i),
            FeatureBlockKind.Counts => Count(schema, i),
            FeatureBlockKind.Timing => Timing(block.Name, schema.Timings[block.Timing], i),
            FeatureBlockKind.Flags => "flags." + flagged[i].Name,
            _ => $"{block.Name}[{i}]",
        }))];
    }

    private static string Attribute(string block, AttributeSchema attribute, int slot) =>
        attribute.Buckets > 0 ? $"{block}#{slot}/{attribute.Buckets}" : slot < attribute.Values.Count ? $"{block}={attribute.Values[slot]}" : $"{block} other";

    /// <summary>A stretch between other knots is another feature.</summary>
    private static string Timing(string block, TimingSchema timing, int i) =>
        i == 0 ? block : string.Create(CultureInfo.InvariantCulture, $"{block}.{timing.Knots[i - 1]}-{timing.Knots[i]}d");

    private static string Count(FeatureSchema schema, int i)
    {
        var window = i / FeatureLayout.CountsPerWindow;
        return window < schema.WindowsDays.Count
            ? $"counts.{schema.WindowsDays[window]}d.{i % FeatureLayout.CountsPerWindow}"
            : $"counts.trailing.{i - schema.WindowsDays.Count * FeatureLayout.CountsPerWindow}";
    }
}
