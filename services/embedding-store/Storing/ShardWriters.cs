using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>Splits messages by shard and hands the parts to the shards' writers.</summary>
internal sealed class ShardWriters(ShardTransaction transaction, IOptions<EmbeddingStoreOptions> options, IHostApplicationLifetime lifetime)
{
    // One loop per (version, space, shard) in use: at most shards x live versions.
    private readonly ConcurrentDictionary<(string Version, string Space, int Shard), Lazy<ShardWriter>> _writers = new();

    public async Task<WriteResult> WriteAsync(UserEmbeddingsBatch message, CancellationToken ct)
    {
        var writes = message.Users
            .GroupBy(u => StableHash.Shard(u.UserId, EmbeddingKeys.Shards))
            .Select(g => Writer(message, g.Key).WriteAsync(new ShardBatch(message.Version, message.EmbeddingSpaceId, message.Dimension, [.. g]), ct));
        return (await Task.WhenAll(writes)).DefaultIfEmpty(WriteResult.Done).Max();
    }

    private ShardWriter Writer(UserEmbeddingsBatch message, int shard) =>
        _writers.GetOrAdd((message.Version, message.EmbeddingSpaceId, shard), key => new Lazy<ShardWriter>(() => new ShardWriter(key.Shard, transaction, options.Value, lifetime.ApplicationStopping))).Value;
}
