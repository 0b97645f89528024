using UserRep.Contracts.Mesh;
using UserRep.EmbeddingStore.Coverage;
using UserRep.EmbeddingStore.Erasing;
using UserRep.EmbeddingStore.Freshness;
using UserRep.EmbeddingStore.Neighbours;
using UserRep.EmbeddingStore.Reading;
using UserRep.EmbeddingStore.Retiring;
using UserRep.EmbeddingStore.Storing;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.EmbeddingStore;

/// <summary>The contents page: vectors in by topic, out by batch read; users erased; retired and adapted versions removed; what is known of vectors by version; neighbours.</summary>
internal static class EmbeddingStoreModule
{
    /// <summary>Messages per delivery: each holds up to 256 vectors.</summary>
    private const int MaxMessages = 16;

    public static IServiceCollection AddEmbeddingStore(this IServiceCollection services) => services
        .AddValidatedOptions<EmbeddingStoreOptions>(EmbeddingStoreOptions.Section)
        .AddSingleton<EmbeddingStoreInstruments>()
        .AddSingleton<EmbeddingState>()
        .AddSingleton<TransactionTries>()
        .AddSingleton<ShardTransaction>()
        .AddSingleton<ShardWriters>()
        .AddSingleton<UserEmbeddingsHandler>()
        .AddSingleton<BinaryPublisher>()
        .AddSingleton<EmbeddingEraser>()
        .AddSingleton<UserErasuresHandler>()
        .AddSingleton<StoredBytes>()
        .AddSingleton<DroppedVersions>()
        .AddSingleton<VectorRemover>()
        .AddHostedService<RetirementFollower>()
        .AddHostedService<VectorCleaner>()
        .AddSingleton<VersionVectorsLoader>()
        .AddSingleton<ExactVectors>()
        .AddSingleton<IndexedVectors>()
        .AddSingleton<CacheTime>()
        .AddSingleton<NeighbourSearch>();

    public static void MapEmbeddingStore(this IEndpointRouteBuilder app)
    {
        app.MapBulkTopic<UserEmbeddingsHandler>(Topics.UserEmbeddings, MaxMessages);
        app.MapBulkTopic<UserErasuresHandler>(Topics.UserErasures, MaxMessages);
        var version = app.MapGroup("/v1/versions/{version}");
        version.MapReading();
        version.MapCoverage();
        version.MapFreshness();
        version.MapNeighbours();
    }
}
