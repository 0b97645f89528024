namespace UserRep.Contracts.Mesh;

/// <summary>Dapr app-ids; each is also the service's folder, tye service and deployment name.</summary>
public static class AppIds
{
    public const string FeatureIngest = "feature-ingest";
    public const string Encoder = "encoder";
    public const string EmbeddingStore = "embedding-store";
    public const string VersionRouter = "version-router";

    /// <summary>Has a sidecar and no process: where a person or a try-out client comes in.</summary>
    public const string Playground = "playground";
}
