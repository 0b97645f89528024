using Dapr.Client;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Erasing;

/// <summary>
/// Removes a user's vectors of every version. First the shard names the user as erased; then each version's vector goes in a transaction that also
/// changes the directory. So who wrote a vector before that is found, and who writes after it reads of the erasure. Every step may be repeated.
/// </summary>
internal sealed class EmbeddingEraser(EmbeddingState state, TransactionTries tries, TimeProvider clock)
{
    /// <summary>What conflicts of the shard's own document are counted under.</summary>
    private const string NoVersion = "";

    /// <returns>The versions that had a vector when this receipt first came; null if the store failed or others kept winning.</returns>
    public async Task<IReadOnlyList<string>?> EraseAsync(ErasureOrder order, CancellationToken ct)
    {
        var shard = StableHash.Shard(order.UserId, EmbeddingKeys.Shards);
        var marked = new EmbeddingShard();
        var result = await tries.RunAsync(NoVersion, shard, async () =>
        {
            marked = await MarkAsync(shard, order, ct);
            return WriteResult.Done;
        }, ct);
        if (result != WriteResult.Done)
            return null;
        foreach (var version in marked.Versions)
        {
            if (await tries.RunAsync(version, shard, () => RemoveAsync(version, shard, order, marked.Erasures, ct), ct) != WriteResult.Done)
                return null;
        }
        return marked.Users.First(u => u.Receipt == order.Receipt).Held;
    }

    private async Task<EmbeddingShard> MarkAsync(int shard, ErasureOrder order, CancellationToken ct)
    {
        var (common, etag) = await state.ShardAsync(shard, ct);
        if (common.Users.Any(u => u.Receipt == order.Receipt))
            return common;
        var user = StableHash.Of(order.UserId);
        var known = common.Users.FirstOrDefault(u => u.User == user);
        var vectors = await state.ReadAsync([.. common.Versions.Select(v => EmbeddingKeys.User(v, order.UserId))], ct);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var gone in common.Users.Where(u => u == known || u.ExpiresAt <= now).ToArray())
            common.Users.Remove(gone);
        common.Users.Add(new ErasedEmbeddings
        {
            User = user,
            Receipt = order.Receipt,
            // Orders may come in any order.
            Emission = Math.Max(order.Emission, known?.Emission ?? 0),
            ExpiresAt = Math.Max(order.ExpiresAt, known?.ExpiresAt ?? 0),
            Held = { common.Versions.Where(v => vectors.TryGetValue(EmbeddingKeys.User(v, order.UserId), out var found) && IsOlder(found.Value, order)) },
        });
        common.Erasures++;
        await state.SaveAsync([EmbeddingState.Upsert(EmbeddingKeys.Shard(shard), common, etag)], ct);
        return common;
    }

    private async Task<WriteResult> RemoveAsync(string version, int shard, ErasureOrder order, long erasures, CancellationToken ct)
    {
        var (directoryKey, key) = (EmbeddingKeys.Directory(version, shard), EmbeddingKeys.User(version, order.UserId));
        var found = await state.ReadAsync([directoryKey, key], ct);
        if (!found.TryGetValue(directoryKey, out var known))
            return WriteResult.TryAgain;
        var directory = EmbeddingDirectory.Parser.ParseFrom(known.Value);
        var isThere = found.TryGetValue(key, out var vector) && IsOlder(vector.Value, order);
        if (!isThere && directory.Erasures >= erasures)
            return WriteResult.Done;
        directory.Erasures = Math.Max(directory.Erasures, erasures);
        var operations = new List<StateTransactionRequest>();
        if (isThere)
        {
            var stored = StoredEmbedding.Parser.ParseFrom(vector.Value);
            var pageKey = EmbeddingKeys.Page(version, shard, stored.DirectoryPage);
            if (!(await state.ReadAsync([pageKey], ct)).TryGetValue(pageKey, out var listed))
                return WriteResult.TryAgain;
            var page = EmbeddingDirectoryPage.Parser.ParseFrom(listed.Value);
            page.UserIds.Remove(order.UserId);
            directory.Users--;
            directory.Count(stored.AsOf, -1);
            operations.Add(EmbeddingState.Delete(key, vector.ETag));
            operations.Add(EmbeddingState.Upsert(pageKey, page, listed.ETag));
        }
        operations.Add(EmbeddingState.Upsert(directoryKey, directory, known.ETag));
        await state.SaveAsync(operations, ct);
        return WriteResult.Done;
    }

    private static bool IsOlder(byte[] vector, ErasureOrder order) => StoredEmbedding.Parser.ParseFrom(vector).Emission <= order.Emission;
}
