using Dapr.Actors.Runtime;
using Google.Protobuf;

namespace UserRep.FeatureIngest.Shards;

/// <summary>
/// A shard's state in Dapr. Every save is one transaction and carries a new epoch; the epoch in store is read first, so a
/// host that lost the shard in a rebalance learns it at its next save at the latest and drops what it remembers.
/// Values are base64 strings: daprd passes actor state through JSON, whose numbers it rounds.
/// </summary>
internal sealed class ShardStorage(IActorStateManager state)
{
    private string? _epoch;

    public async Task<T?> ReadAsync<T>(string key, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        // The manager's cache would keep a second copy of every value; the hot set is the cache here.
        await state.ClearCacheAsync();
        var found = await state.TryGetStateAsync<byte[]>(key);
        return found.HasValue ? parser.ParseFrom(found.Value) : null;
    }

    /// <summary>Learns the epoch that this host's saves must follow on.</summary>
    public async Task OpenAsync() => _epoch = await ReadEpochAsync();

    /// <param name="changes">A null value removes its key.</param>
    /// <returns>False if another host has written since <see cref="OpenAsync"/> or the last save; nothing was written.</returns>
    public async Task<bool> TrySaveAsync(IEnumerable<KeyValuePair<string, IMessage?>> changes)
    {
        if (await ReadEpochAsync() != _epoch)
            return false;
        var next = Guid.NewGuid().ToString("N");
        await state.SetStateAsync(ShardKeys.Epoch, next);
        foreach (var (key, value) in changes)
        {
            if (value is null)
                await state.TryRemoveStateAsync(key);
            else
                await state.SetStateAsync(key, value.ToByteArray());
        }
        await state.SaveStateAsync();
        await state.ClearCacheAsync();
        _epoch = next;
        return true;
    }

    private async Task<string> ReadEpochAsync()
    {
        await state.ClearCacheAsync();
        var found = await state.TryGetStateAsync<string>(ShardKeys.Epoch);
        return found.HasValue ? found.Value : "";
    }
}
