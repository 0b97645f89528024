using System.Diagnostics;
using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Freshness;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>
/// Writes vectors and their directory in one transaction. The directory's ETag makes writers of a shard take turns, on any
/// replica. Vectors of an erased history are left out: a transaction that has read of an erasure later than its directory is read again.
/// </summary>
internal sealed class ShardTransaction(EmbeddingState state, TransactionTries tries, IOptions<EmbeddingStoreOptions> options, EmbeddingStoreInstruments instruments, BatchSpans spans, TimeProvider clock)
{
    private const int UsersPerPage = 256;

    public async Task<WriteResult> WriteAsync(int shard, ShardBatch batch, CancellationToken ct)
    {
        foreach (var part in Newest(batch).Chunk(options.Value.MaxUsersPerTransaction))
        {
            var result = await WriteAsync(shard, batch, part.ToDictionary(), ct);
            if (result != WriteResult.Done)
                return result;
        }
        return WriteResult.Done;
    }

    private async Task<WriteResult> WriteAsync(int shard, ShardBatch batch, Dictionary<string, UserEmbedding> newest, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        using var span = spans.Start("store user-embeddings", ActivityKind.Consumer, spans.LinksTo(newest.Values.SelectMany(u => u.Traceparents)))
            .With("userrep.version", batch.Version).With("userrep.shard", shard).With("userrep.users", newest.Count);
        var result = await tries.RunAsync(batch.Version, shard, () => TryOnceAsync(shard, batch, newest, ct), ct);
        var status = result switch { WriteResult.Done => "done", WriteResult.TryAgain => "try-again", _ => "wrong-space" };
        instruments.OnWriteEnded(batch.Version, status, clock.GetElapsedTime(begun));
        if (result != WriteResult.Done)
            span.Failed(status);
        return result;
    }

    private async Task<WriteResult> TryOnceAsync(int shard, ShardBatch batch, Dictionary<string, UserEmbedding> newest, CancellationToken ct)
    {
        var (directoryKey, shardKey) = (EmbeddingKeys.Directory(batch.Version, shard), EmbeddingKeys.Shard(shard));
        var found = await state.ReadAsync([directoryKey, shardKey, .. newest.Keys], ct);
        var common = found.TryGetValue(shardKey, out var s) ? EmbeddingShard.Parser.ParseFrom(s.Value) : new EmbeddingShard();
        var directory = found.TryGetValue(directoryKey, out var d) ? EmbeddingDirectory.Parser.ParseFrom(d.Value) : DirectoryCounts.Empty(batch.EmbeddingSpaceId, batch.Dimension, common.Erasures);
        if (directory.EmbeddingSpaceId != batch.EmbeddingSpaceId || directory.Dimension != batch.Dimension)
            return WriteResult.WrongSpace;
        // The two are not read at one moment: whom the directory knows to be erased the other must name.
        if (common.Erasures < directory.Erasures)
            return WriteResult.TryAgain;

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (written, added, fresh) = (new List<(string Key, StoredEmbedding Value, string? ETag)>(newest.Count), new List<(string UserId, StoredEmbedding Value)>(), new List<long>());
        var erased = 0;
        foreach (var (key, user) in newest)
        {
            if (EmbeddingOrder.IsErased(user, common))
            {
                erased++;
                continue;
            }
            var value = ToStored(user, batch, now);
            string? etag = null;
            if (found.TryGetValue(key, out var stored))
            {
                var known = StoredEmbedding.Parser.ParseFrom(stored.Value);
                if (!EmbeddingOrder.IsNewer(user, known))
                    continue;
                (etag, value.DirectoryPage) = (stored.ETag, known.DirectoryPage);
                directory.Count(known.AsOf, -1);
            }
            else
            {
                added.Add((user.UserId, value));
            }
            directory.Count(user.AsOf, +1);
            if (user.PublishedAt != 0)
                fresh.Add(Math.Max(0, now - user.PublishedAt));
            written.Add((key, value, etag));
        }
        if (written.Count > 0)
        {
            foreach (var milliseconds in fresh)
                directory.Freshness[FreshnessBuckets.IndexOf(milliseconds)]++;
            var operations = new List<StateTransactionRequest>(written.Count + 3);
            if (!await TryAppendToPagesAsync(shard, batch.Version, directory, added, operations, ct))
                return WriteResult.TryAgain;
            operations.AddRange(written.Select(w => EmbeddingState.Upsert(w.Key, w.Value, w.ETag)));
            operations.Add(EmbeddingState.Upsert(directoryKey, directory, d.ETag));
            if (!common.Versions.Contains(batch.Version))
            {
                common.Versions.Add(batch.Version);
                operations.Add(EmbeddingState.Upsert(shardKey, common, s.ETag));
            }
            await state.SaveAsync(operations, ct);
            foreach (var milliseconds in fresh)
                instruments.OnFresh(batch.Version, milliseconds);
        }
        if (written.Count > 0 || erased > 0)
            instruments.OnWritten(batch.Version, written.Count, newest.Count - written.Count - erased, erased);
        return WriteResult.Done;
    }

    /// <returns>False if the last page isn't there, though the directory counts it: it is of another moment.</returns>
    private async Task<bool> TryAppendToPagesAsync(int shard, string version, EmbeddingDirectory directory, List<(string UserId, StoredEmbedding Value)> added, List<StateTransactionRequest> operations, CancellationToken ct)
    {
        directory.Users += added.Count;
        for (var next = 0; next < added.Count;)
        {
            var (page, etag) = (new EmbeddingDirectoryPage(), (string?)null);
            if (next == 0 && directory.Pages > 0)
            {
                var last = EmbeddingKeys.Page(version, shard, directory.Pages - 1);
                if (!(await state.ReadAsync([last], ct)).TryGetValue(last, out var known))
                    return false;
                (page, etag) = (EmbeddingDirectoryPage.Parser.ParseFrom(known.Value), known.ETag);
            }
            if (etag is null || page.UserIds.Count >= UsersPerPage)
            {
                (page, etag) = (new EmbeddingDirectoryPage(), null);
                directory.Pages++;
            }
            var room = Math.Min(UsersPerPage - page.UserIds.Count, added.Count - next);
            foreach (var (userId, value) in added.Slice(next, room))
            {
                page.UserIds.Add(userId);
                value.DirectoryPage = directory.Pages - 1;
            }
            next += room;
            operations.Add(EmbeddingState.Upsert(EmbeddingKeys.Page(version, shard, directory.Pages - 1), page, etag));
        }
        return true;
    }

    private static Dictionary<string, UserEmbedding> Newest(ShardBatch batch)
    {
        var newest = new Dictionary<string, UserEmbedding>(batch.Users.Count);
        foreach (var user in batch.Users)
        {
            var key = EmbeddingKeys.User(batch.Version, user.UserId);
            if (!newest.TryGetValue(key, out var known) || EmbeddingOrder.IsNewer(user, known))
                newest[key] = user;
        }
        return newest;
    }

    private static StoredEmbedding ToStored(UserEmbedding user, ShardBatch batch, long now) => new()
    {
        Vector = user.Vector,
        AsOf = user.AsOf,
        Emission = user.Emission,
        FeaturesHash = user.FeaturesHash,
        EmbeddingSpaceId = batch.EmbeddingSpaceId,
        StoredAt = now,
    };
}
