using UserRep.LocalMesh.PubSub.CloudEvents;

namespace UserRep.LocalMesh.PubSub.Deliveries;

/// <param name="Attribute">The event's attribute to compare; null for the default route.</param>
internal sealed record RouteRule(string? Attribute, string Value, string Path)
{
    private static readonly string[] Attributes = ["type", "source", "subject", "id", "specversion", "datacontenttype", "topic", "pubsubname"];

    public bool Matches(ReadOnlySpan<byte> cloudEvent) => Attribute is null || JsonText.TopLevelString(cloudEvent, Attribute) == Value;

    /// <summary>Reads the one form of CEL that the mesh knows, <c>event.attribute == "value"</c>; null for all others.</summary>
    public static RouteRule? Parse(string match, string path)
    {
        // daprd's: a rule that asks for nothing always matches.
        if (string.IsNullOrWhiteSpace(match))
            return new RouteRule(null, "", path);
        var sides = match.Split("==", 2, StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || !sides[0].StartsWith("event.", StringComparison.Ordinal))
            return null;
        var attribute = sides[0]["event.".Length..];
        if (!Attributes.Contains(attribute) || sides[1] is not [('"' or '\'') and var quote, .. var value, var end] || end != quote)
            return null;
        return value.AsSpan().IndexOfAny(quote, '\\') >= 0 ? null : new RouteRule(attribute, value, path);
    }
}
