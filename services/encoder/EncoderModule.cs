using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;
using UserRep.Encoder.Bundles;
using UserRep.Encoder.Direct;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Explaining;
using UserRep.Encoder.Inference;
using UserRep.Encoder.Inline;
using UserRep.Encoder.Items;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.Encoder;

/// <summary>The contents page: bundles checked and loaded, versions followed, histories in, vectors out and explained, and what that takes; items; what is encoded for direct callers.</summary>
internal static class EncoderModule
{
    /// <summary>Messages per delivery: each holds up to 256 users or 1 MiB.</summary>
    private const int MaxMessages = 8;

    public static IServiceCollection AddEncoder(this IServiceCollection services) => services
        .AddValidatedOptions<EncoderOptions>(EncoderOptions.Section)
        .AddValidatedOptions<OperatorsOptions>(OperatorsOptions.Section)
        .AddSingleton<EncoderInstruments>()
        .AddSingleton<IValidateOptions<EncoderOptions>, ExecutionProviderCheck>()
        .AddSingleton<SessionFactory>()
        .AddSingleton<BundleLoader>()
        .AddSingleton<EncodingCosts>()
        .AddSingleton<EncodeQueue>()
        .AddHostedService(s => s.GetRequiredService<EncodeQueue>())
        .AddSingleton<LiveVersions>()
        .AddSingleton<VersionRefresh>()
        .AddHostedService<VersionFollower>()
        .AddSingleton<BinaryPublisher>()
        .AddSingleton<BatchEncoder>()
        .AddSingleton<LiveLaneHandler>()
        .AddSingleton<BackfillLaneHandler>()
        .AddSingleton<VersionsChangedHandler>()
        .AddSingleton<HistoryCalls>()
        .AddSingleton<Explainer>()
        .AddSingleton<ItemEncoder>()
        .AddSingleton<ItemReader>()
        .AddSingleton<ItemIndexes>()
        .AddSingleton<ItemNeighbours>()
        .AddSingleton<DirectCallers>()
        .AddSingleton<DirectQueue>();

    public static void MapEncoder(this IEndpointRouteBuilder app)
    {
        app.MapBulkTopic<LiveLaneHandler>(Topics.UserFeatures, MaxMessages);
        app.MapBulkTopic<BackfillLaneHandler>(Topics.UserFeaturesBackfill, MaxMessages);
        app.MapBulkTopic<VersionsChangedHandler>(Topics.EncoderVersions, MaxMessages);
        app.MapBundles();
        app.MapExplain();
        app.MapCosts();
        app.MapItems();
        app.MapInline();
        app.MapInferenceMetadata();
        app.MapInfer();
    }
}
