using System.Text.Json;
using Dapr.Client;
using Google.Protobuf;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>
/// Protobuf values in Dapr state. They are wrapped as JSON strings in base64: the SDK's bulk read offers text only, and
/// one bulk read is worth more than the third it adds.
/// </summary>
internal sealed class EmbeddingState(DaprClient dapr)
{
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    /// <returns>The values found, by key; stores answer in any order.</returns>
    public async Task<Dictionary<string, (byte[] Value, string ETag)>> ReadAsync(IReadOnlyList<string> keys, CancellationToken ct)
    {
        var found = new Dictionary<string, (byte[], string)>(keys.Count);
        if (keys.Count == 0)
            return found;
        foreach (var item in await dapr.GetBulkStateAsync<byte[]?>(ComponentNames.StateStore, keys, parallelism: 0, cancellationToken: ct))
        {
            if (item.Value is { } value)
                found[item.Key] = (value, item.ETag);
        }
        return found;
    }

    public async Task<IReadOnlyList<EmbeddingDirectory>> DirectoriesAsync(string version, CancellationToken ct)
    {
        var keys = Enumerable.Range(0, EmbeddingKeys.Shards).Select(s => EmbeddingKeys.Directory(version, s)).ToArray();
        var found = await ReadAsync(keys, ct);
        return [.. keys.Select(k => found.TryGetValue(k, out var d) ? EmbeddingDirectory.Parser.ParseFrom(d.Value) : new EmbeddingDirectory())];
    }

    /// <summary>An insert (no ETag) is first-write; an update carries the ETag that was read.</summary>
    public static StateTransactionRequest Upsert(string key, IMessage value, string? etag) =>
        new(key, JsonSerializer.SerializeToUtf8Bytes(value.ToByteArray()), StateOperationType.Upsert, etag, options: FirstWrite);

    public static StateTransactionRequest Delete(string key, string etag) => new(key, null, StateOperationType.Delete, etag, options: FirstWrite);

    public async Task<(EmbeddingShard Shard, string? ETag)> ShardAsync(int shard, CancellationToken ct)
    {
        var key = EmbeddingKeys.Shard(shard);
        return (await ReadAsync([key], ct)).TryGetValue(key, out var found) ? (EmbeddingShard.Parser.ParseFrom(found.Value), found.ETag) : (new EmbeddingShard(), null);
    }

    public Task SaveAsync(IReadOnlyList<StateTransactionRequest> operations, CancellationToken ct) =>
        dapr.ExecuteStateTransactionAsync(ComponentNames.StateStore, operations, cancellationToken: ct);
}
