namespace UserRep.VersionRouter.Registry;

/// <summary>Whether what a file says it was made from is exactly the bundle that is registered: of any other, the vectors are of another space.</summary>
internal static class BundleFit
{
    /// <returns>Everything that differs.</returns>
    public static IEnumerable<string> Faults(string sha256, string embeddingSpaceId, int dimension, string metric, VersionRecord registered)
    {
        var bundle = registered.Bundle;
        return new (string Name, object Given, object Registered)[]
            {
                ("bundleSha256", sha256, bundle.Sha256),
                ("embeddingSpaceId", embeddingSpaceId, bundle.EmbeddingSpaceId),
                ("dimension", dimension, bundle.Dimension),
                ("metric", metric, bundle.Metric),
            }
            .Where(f => !f.Given.Equals(f.Registered)).Select(f => $"{f.Name} is {f.Given}, registered is {f.Registered}");
    }
}
