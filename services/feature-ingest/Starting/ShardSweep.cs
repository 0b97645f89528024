using UserRep.FeatureIngest.Emitting;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Starting;

/// <summary>Wakes every shard once the app is up, so that what was owed at a crash is emitted now and not at the next reminder.</summary>
internal sealed class ShardSweep(ShardPump pump, ShardProxies shards, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            for (var shard = 0; shard < shards.Count; shard++)
                pump.Schedule(shard, TimeSpan.Zero);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
