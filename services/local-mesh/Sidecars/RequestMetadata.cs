using Microsoft.AspNetCore.Http;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>Query parameters <c>metadata.x=y</c>.</summary>
internal static class RequestMetadata
{
    private const string Prefix = "metadata.";

    public static Dictionary<string, string> Metadata(this HttpContext context)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var (key, value) in context.Request.Query)
            if (key.StartsWith(Prefix, StringComparison.Ordinal))
                metadata[key[Prefix.Length..]] = value.ToString();
        return metadata;
    }

    /// <summary>The request's metadata with an item's own on top.</summary>
    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> request, IReadOnlyDictionary<string, string>? item)
    {
        if (item is null || item.Count == 0)
            return request;
        if (request.Count == 0)
            return item;
        var merged = new Dictionary<string, string>(request);
        foreach (var (key, value) in item)
            merged[key] = value;
        return merged;
    }
}
