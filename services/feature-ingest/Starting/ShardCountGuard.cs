using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Mesh;

namespace UserRep.FeatureIngest.Starting;

/// <summary>Refuses to start with another shard count than the one recorded: users would hash to shards that don't have them.</summary>
internal sealed class ShardCountGuard(DaprClient dapr, IOptions<FeatureIngestOptions> options, TimeProvider clock) : IHostedService
{
    private const string Key = "shard-count";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Outbound health is ready before the app is: waiting for the whole sidecar would wait for ourselves.
        while (!await dapr.CheckOutboundHealthAsync(cancellationToken))
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);

        var configured = options.Value.Shards;
        var recorded = await dapr.GetStateAsync<int?>(ComponentNames.StateStore, Key, cancellationToken: cancellationToken);
        if (recorded is null)
        {
            // First-write: of two replicas that start at once one records, and both read what was recorded.
            await dapr.TrySaveStateAsync(ComponentNames.StateStore, Key, configured, etag: "", new StateOptions { Concurrency = ConcurrencyMode.FirstWrite }, cancellationToken: cancellationToken);
            recorded = await dapr.GetStateAsync<int?>(ComponentNames.StateStore, Key, cancellationToken: cancellationToken);
        }
        if (recorded != configured)
            throw new InvalidOperationException($"FeatureIngest:Shards is {configured}, but this state was begun with {recorded}. Set it to {recorded}.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
