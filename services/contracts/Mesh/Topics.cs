namespace UserRep.Contracts.Mesh;

public static class Topics
{
    public const string UserEvents = "user-events";
    public const string UserEventsDead = "user-events-dead";
    public const string UserFeatures = "user-features";
    public const string UserFeaturesBackfill = "user-features-backfill";
    public const string UserEmbeddings = "user-embeddings";
    public const string EncoderVersions = "encoder-versions";
    public const string UserErasures = "user-erasures";
}
