using Dapr.Actors.Client;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Accepting;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.Backfills;
using UserRep.FeatureIngest.Clocks;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Erasures;
using UserRep.FeatureIngest.Events;
using UserRep.FeatureIngest.Histories;
using UserRep.FeatureIngest.Replays;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Starting;
using UserRep.FeatureIngest.Stats;
using UserRep.FeatureIngest.Walks;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest;

/// <summary>The contents page: events in by topic, histories in UserShard actors, accepted events into the archive, refusals in the dead letters, features out, backfills and replays, users erased.</summary>
internal static class FeatureIngestModule
{
    private const int MaxMessages = 1000;

    public static IServiceCollection AddFeatureIngest(this IServiceCollection services)
    {
        services.AddActors(options =>
        {
            options.Actors.RegisterActor<UserShard>();
            options.Actors.RegisterActor<DeadLetterBox>();
            options.Actors.RegisterActor<ErasureDesk>();
            // A shard is tended every minute and holds a hot set: it should not come and go.
            options.ActorIdleTimeout = TimeSpan.FromHours(1);
            options.DrainOngoingCallTimeout = TimeSpan.FromSeconds(10);
            options.DrainRebalancedActors = true;
            options.JsonSerializerOptions = UserRepJson.Options;
        });
        services.AddHealthChecks().AddCheck<ArchiveHealth>("event-archive");
        return services
            .AddValidatedOptions<FeatureIngestOptions>(FeatureIngestOptions.Section)
            .AddValidatedOptions<DeadLetterOptions>(DeadLetterOptions.Section)
            .AddValidatedOptions<ErasureOptions>(ErasureOptions.Section)
            .AddValidatedOptions<EventArchiveOptions>(EventArchiveOptions.Section)
            .AddValidatedOptions<OperatorsOptions>(OperatorsOptions.Section)
            .AddSingleton<FeatureIngestInstruments>()
            .AddSingleton<ArchiveInstruments>()
            .AddSingleton<AsOfClock>()
            .AddSingleton<WalkPace>()
            .AddSingleton<ServiceArchive>()
            .AddSingleton<IEventArchive>(s => s.GetRequiredService<ServiceArchive>())
            .AddSingleton<EventReader>()
            .AddSingleton<DeadLetterPublisher>()
            .AddSingleton<DeadLetterBoxProxy>()
            .AddSingleton<DeadLettersHandler>()
            .AddSingleton<UserEventsHandler>()
            .AddSingleton<ShardProxies>()
            .AddSingleton<BinaryPublisher>()
            .AddSingleton<FeaturesEmitter>()
            .AddSingleton<ErasureDeskProxy>()
            .AddSingleton<ErasureSteps>()
            .AddSingleton<ErasureConfirmationsHandler>()
            .AddSingleton<ErasurePump>()
            .AddSingleton<IErasurePump>(s => s.GetRequiredService<ErasurePump>())
            .AddSingleton<ShardPump>()
            .AddSingleton<IShardPump>(s => s.GetRequiredService<ShardPump>())
            .AddHostedService<ShardCountGuard>()
            .AddHostedService<ShardSweep>()
            .AddHostedService(s => s.GetRequiredService<ErasurePump>())
            .AddHostedService<ArchiveUpkeep>();
    }

    public static void MapFeatureIngest(this WebApplication app)
    {
        app.MapActorsHandlers();
        app.MapBulkTopic<UserEventsHandler>(Topics.UserEvents, MaxMessages, raw: true);
        app.MapBulkTopic<DeadLettersHandler>(Topics.UserEventsDead, MaxMessages, raw: true);
        app.MapBulkTopic<ErasureConfirmationsHandler>(Topics.UserErasures, MaxMessages);
        app.MapStats();
        app.MapShardLoads();
        app.MapDeadLetters();
        app.MapHistories();
        app.MapErasures();
        app.MapBackfills();
        app.MapReplays();
    }
}
