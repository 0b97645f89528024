using Dapr.Client;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Retiring;

/// <summary>
/// Removes all vectors of a version, a page of its directory in each transaction, the last page first. Every step changes the directory, so replicas
/// that remove or write at once take turns, and what a step has done is never undone by a kill. For that the directory itself stays, empty: stores that count
/// ETags take an update of a key that is gone, so one under way would bring it back, naming pages that aren't there.
/// </summary>
internal sealed class VectorRemover(EmbeddingState state, TransactionTries tries)
{
    /// <param name="goOn">Asked before each step: the version may have come back.</param>
    /// <returns>Vectors removed; null if it was not to go on, the store failed or others kept winning: ask again.</returns>
    public async Task<long?> RemoveAsync(string version, Func<bool> goOn, CancellationToken ct)
    {
        var removed = 0L;
        for (var shard = 0; shard < EmbeddingKeys.Shards; shard++)
        {
            for (var more = true; more;)
            {
                if (!goOn())
                    return null;
                var step = 0;
                var result = await tries.RunAsync(version, shard, async () =>
                {
                    (var done, step, more) = await StepAsync(version, shard, ct);
                    return done;
                }, ct);
                if (result != WriteResult.Done)
                    return null;
                removed += step;
            }
        }
        return removed;
    }

    private async Task<(WriteResult Result, int Removed, bool More)> StepAsync(string version, int shard, CancellationToken ct)
    {
        var directoryKey = EmbeddingKeys.Directory(version, shard);
        if (!(await state.ReadAsync([directoryKey], ct)).TryGetValue(directoryKey, out var known))
            return (WriteResult.Done, 0, false);
        var directory = EmbeddingDirectory.Parser.ParseFrom(known.Value);
        if (directory.Pages == 0)
        {
            await ForgetAsync(version, shard, directory, known.ETag, ct);
            return (WriteResult.Done, 0, false);
        }
        var pageKey = EmbeddingKeys.Page(version, shard, directory.Pages - 1);
        if (!(await state.ReadAsync([pageKey], ct)).TryGetValue(pageKey, out var listed))
            return (WriteResult.TryAgain, 0, true);
        var vectors = await state.ReadAsync([.. EmbeddingDirectoryPage.Parser.ParseFrom(listed.Value).UserIds.Select(u => EmbeddingKeys.User(version, u))], ct);
        var operations = new List<StateTransactionRequest>(vectors.Count + 2);
        foreach (var (key, vector) in vectors)
        {
            directory.Count(StoredEmbedding.Parser.ParseFrom(vector.Value).AsOf, -1);
            operations.Add(EmbeddingState.Delete(key, vector.ETag));
        }
        directory.Users -= vectors.Count;
        directory.Pages--;
        operations.Add(EmbeddingState.Delete(pageKey, listed.ETag));
        operations.Add(EmbeddingState.Upsert(directoryKey, directory, known.ETag));
        await state.SaveAsync(operations, ct);
        return (WriteResult.Done, vectors.Count, true);
    }

    /// <summary>The shard stops naming a version that has nothing in it, so erasures no longer look there.</summary>
    private async Task ForgetAsync(string version, int shard, EmbeddingDirectory directory, string etag, CancellationToken ct)
    {
        var (common, commonTag) = await state.ShardAsync(shard, ct);
        if (!common.Versions.Remove(version))
            return;
        var empty = DirectoryCounts.Empty(directory.EmbeddingSpaceId, directory.Dimension, directory.Erasures);
        await state.SaveAsync([EmbeddingState.Upsert(EmbeddingKeys.Directory(version, shard), empty, etag), EmbeddingState.Upsert(EmbeddingKeys.Shard(shard), common, commonTag)], ct);
    }
}
