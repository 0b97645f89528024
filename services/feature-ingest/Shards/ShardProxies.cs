using Dapr.Actors;
using Dapr.Actors.Client;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Shards;
using UserRep.Contracts.Wire;

namespace UserRep.FeatureIngest.Shards;

/// <summary>Calls to shards, wherever they are hosted.</summary>
internal sealed class ShardProxies(IActorProxyFactory factory, IOptions<FeatureIngestOptions> options)
{
    private readonly ActorProxy[] _proxies = [.. Enumerable.Range(0, options.Value.Shards).Select(s => factory.Create(new ActorId($"{s}"), nameof(UserShard)))];

    public int Count => _proxies.Length;

    public Task ApplyAsync(int shard, ShardBatch batch, CancellationToken ct) => _proxies[shard].InvokeMethodAsync(nameof(IUserShard.Apply), batch.ToByteArray(), ct);

    public Task<PumpResult> PumpAsync(int shard, CancellationToken ct) => _proxies[shard].InvokeMethodAsync<PumpResult>(nameof(IUserShard.Pump), ct);

    public Task<PumpResult> WalkAsync(int shard, CancellationToken ct) => _proxies[shard].InvokeMethodAsync<PumpResult>(nameof(IUserShard.Walk), ct);

    public Task<ShardReport[]> ReportAsync(CancellationToken ct) => Task.WhenAll(_proxies.Select(p => p.InvokeMethodAsync<ShardReport>(nameof(IUserShard.Report), ct)));

    public Task<ShardLoad[]> LoadAsync(CancellationToken ct) => Task.WhenAll(_proxies.Select(p => p.InvokeMethodAsync<ShardLoad>(nameof(IUserShard.Load), ct)));

    /// <returns>Null where the user is unknown.</returns>
    public async Task<UserFeatures?> HistoryAsync(string userId, CancellationToken ct)
    {
        var found = await _proxies[StableHash.Shard(userId, Count)].InvokeMethodAsync<string, byte[]>(nameof(IUserShard.History), userId, ct);
        return found.Length == 0 ? null : UserFeatures.Parser.ParseFrom(found);
    }

    public Task<HistoryErasure> EraseAsync(HistoryErasureOrder order, CancellationToken ct) =>
        _proxies[StableHash.Shard(order.UserId, Count)].InvokeMethodAsync<HistoryErasureOrder, HistoryErasure>(nameof(IUserShard.Erase), order, ct);

    public Task ResumeArchiveAsync(HistoryErasureOrder order, CancellationToken ct) =>
        _proxies[StableHash.Shard(order.UserId, Count)].InvokeMethodAsync(nameof(IUserShard.ResumeArchive), order, ct);

    public Task EndReplayAsync(long asOf, CancellationToken ct) => Task.WhenAll(_proxies.Select(p => p.InvokeMethodAsync(nameof(IUserShard.EndReplay), asOf, ct)));

    public Task StartBackfillAsync(BackfillOrder order, CancellationToken ct) => Task.WhenAll(_proxies.Select(p => p.InvokeMethodAsync(nameof(IUserShard.StartBackfill), order, ct)));

    public Task StopBackfillAsync(string version, CancellationToken ct) => Task.WhenAll(_proxies.Select(p => p.InvokeMethodAsync(nameof(IUserShard.StopBackfill), version, ct)));
}
