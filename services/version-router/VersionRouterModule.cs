using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Callers;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Canaries;
using UserRep.VersionRouter.Evaluations;
using UserRep.VersionRouter.Items;
using UserRep.VersionRouter.LastReads;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Neighbours;
using UserRep.VersionRouter.Observing;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Plans;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Shadows;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter;

/// <summary>The contents page: versions' lifecycle, models' heads, pins, canaries and shadows, plans, evaluations, adapters, audit, and what is pinned to one version: reads, items, neighbours.</summary>
internal static class VersionRouterModule
{
    public static IServiceCollection AddVersionRouter(this IServiceCollection services) => services
        .AddValidatedOptions<VersionRouterOptions>(VersionRouterOptions.Section)
        .AddValidatedOptions<OperatorsOptions>(OperatorsOptions.Section)
        .AddSingleton<VersionRouterInstruments>()
        .AddSingleton<RegistryStore>()
        .AddSingleton<RegistrySnapshot>()
        .AddSingleton<AuditLog>()
        .AddSingleton<RegistryFollower>()
        .AddHostedService(s => s.GetRequiredService<RegistryFollower>())
        .AddSingleton<EncoderGateway>()
        .AddSingleton(_ => new IngestGateway(DaprClient.CreateInvokeHttpClient(AppIds.FeatureIngest)))
        .AddSingleton(_ => new StoreGateway(DaprClient.CreateInvokeHttpClient(AppIds.EmbeddingStore)))
        .AddSingleton<BackfillWatch>()
        .AddHostedService<BackfillWatcher>()
        .AddHostedService<UnneededBackfills>()
        .AddHostedService<VersionObserver>()
        .AddValidatedOptions<PlanOptions>(PlanOptions.Section)
        .AddSingleton<EvaluationStore>()
        .AddSingleton<FactFinder>()
        .AddSingleton<Planner>()
        .AddSingleton<PlanStore>()
        .AddSingleton<PlanApplier>()
        .AddSingleton<LastReadLog>()
        .AddSingleton<LastReadStore>()
        .AddHostedService<LastReadSaver>()
        .AddSingleton<ReadTelemetry>()
        .AddValidatedOptions<ShadowOptions>(ShadowOptions.Section)
        .AddSingleton<ShadowLog>()
        .AddSingleton<ShadowStore>()
        .AddSingleton<ShadowQueue>()
        .AddHostedService<ShadowReader>()
        .AddHostedService<ShadowSaver>()
        .AddSingleton<Assigner>()
        .AddSingleton<AdapterStore>()
        .AddSingleton<AdapterCache>()
        .AddSingleton<VersionReader>()
        .AddSingleton<AdaptedReader>()
        .AddSingleton<ServedReader>()
        .AddSingleton<PinnedReader>()
        .AddSingleton(_ => new ItemGateway(DaprClient.CreateInvokeHttpClient(AppIds.Encoder)))
        .AddSingleton<ItemReader>()
        .AddSingleton<NeighbourFinder>();

    public static void MapVersionRouter(this IEndpointRouteBuilder app)
    {
        app.MapVersions();
        app.MapModels();
        app.MapHeads();
        app.MapPins();
        app.MapCanaries();
        app.MapShadows();
        app.MapEvaluations();
        app.MapPlans();
        app.MapAdapters();
        app.MapReads();
        app.MapItems();
        app.MapNeighbours();
        app.MapAudit();
    }
}
