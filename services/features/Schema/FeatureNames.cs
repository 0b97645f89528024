namespace UserRep.Features.Schema;

/// <summary>What each value of a block is called.</summary>
public static class FeatureNames
{
    public static IReadOnlyList<string> Of(FeatureSchema schema, FeatureLayout layout, FeatureBlock block) => block.Kind switch
    {
        FeatureBlockKind.Attribute => OfAttribute(schema.Attributes[block.Attribute]),
        FeatureBlockKind.Counts => [.. schema.WindowsDays.SelectMany(w => new[] { $"events.{w}d", $"activeDays.{w}d", $"distinctItems.{w}d", $"minutes.{w}d" }), "daysSinceLastActivity", "daysSinceSignUp"],
        FeatureBlockKind.Rhythm => [.. Enumerable.Range(0, block.Width).Select(age => $"daysAgo.{age}")],
        FeatureBlockKind.Flags => [.. layout.Blocks.Where(FeatureLayout.HasFlag).Select(b => b.Name)],
        _ => [.. Enumerable.Range(0, block.Width).Select(i => $"{i}")],
    };

    private static IReadOnlyList<string> OfAttribute(AttributeSchema attribute) =>
        attribute.Buckets > 0 ? [.. Enumerable.Range(0, attribute.Buckets).Select(i => $"bucket.{i}")] : [.. attribute.Values, "other"];
}
