using Dapr;
using Dapr.Client;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Freshness;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Storing;

/// <summary>
/// Writes vectors and their directory in one transaction. The directory's ETag makes writers of a shard take turns, on any
/// replica; a failed transaction is judged by reading again, because daprd doesn't tell a conflict from a failure.
/// </summary>
internal sealed partial class ShardTransaction(EmbeddingState state, IOptions<EmbeddingStoreOptions> options, EmbeddingStoreInstruments instruments, TimeProvider clock, ILogger<ShardTransaction> logger)
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
        for (var attempt = 1; ; attempt++)
        {
            string reason;
            try
            {
                var result = await TryOnceAsync(shard, batch, newest, ct);
                if (result != WriteResult.TryAgain)
                    return result;
                reason = "another replica wrote between the reads";
            }
            catch (DaprException e)
            {
                reason = e.Message;
            }
            instruments.OnConflict(batch.Version);
            if (attempt == options.Value.MaxTries)
            {
                LogGivenUp(batch.Version, shard, attempt, reason);
                return WriteResult.TryAgain;
            }
            // Different replicas back off by different amounts, or they would meet again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), clock, ct);
        }
    }

    private async Task<WriteResult> TryOnceAsync(int shard, ShardBatch batch, Dictionary<string, UserEmbedding> newest, CancellationToken ct)
    {
        var directoryKey = EmbeddingKeys.Directory(batch.Version, shard);
        var found = await state.ReadAsync([directoryKey, .. newest.Keys], ct);
        var directory = found.TryGetValue(directoryKey, out var d) ? EmbeddingDirectory.Parser.ParseFrom(d.Value) : NewDirectory(batch);
        if (directory.EmbeddingSpaceId != batch.EmbeddingSpaceId || directory.Dimension != batch.Dimension)
            return WriteResult.WrongSpace;

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var operations = new List<StateTransactionRequest>(newest.Count + 2);
        var added = new List<string>();
        var fresh = new List<long>();
        foreach (var (key, user) in newest)
        {
            string? etag = null;
            if (found.TryGetValue(key, out var stored))
            {
                var known = StoredEmbedding.Parser.ParseFrom(stored.Value);
                if (!EmbeddingOrder.IsNewer(user, known))
                    continue;
                etag = stored.ETag;
                Count(directory, known.AsOf, -1);
            }
            else
            {
                added.Add(user.UserId);
            }
            Count(directory, user.AsOf, +1);
            if (user.PublishedAt != 0)
                fresh.Add(Math.Max(0, now - user.PublishedAt));
            operations.Add(EmbeddingState.Upsert(key, ToStored(user, batch, now), etag));
        }
        if (operations.Count > 0)
        {
            var written = operations.Count;
            foreach (var milliseconds in fresh)
                directory.Freshness[FreshnessBuckets.IndexOf(milliseconds)]++;
            if (!await TryAppendToPagesAsync(shard, batch.Version, directory, added, operations, ct))
                return WriteResult.TryAgain;
            operations.Add(EmbeddingState.Upsert(directoryKey, directory, d.ETag));
            await state.SaveAsync(operations, ct);
            instruments.OnWritten(batch.Version, written, newest.Count - written);
            foreach (var milliseconds in fresh)
                instruments.OnFresh(batch.Version, milliseconds);
        }
        return WriteResult.Done;
    }

    /// <returns>False if the last page isn't the one that the directory was read with.</returns>
    private async Task<bool> TryAppendToPagesAsync(int shard, string version, EmbeddingDirectory directory, List<string> added, List<StateTransactionRequest> operations, CancellationToken ct)
    {
        directory.Users += added.Count;
        var next = 0;
        while (next < added.Count)
        {
            // Pages but the last are full; users over UsersPerPage tells how much room the last one has.
            var before = directory.Users - (added.Count - next);
            var isNewPage = before == directory.Pages * UsersPerPage;
            var number = isNewPage ? directory.Pages++ : directory.Pages - 1;
            var key = EmbeddingKeys.Page(version, shard, number);
            var page = new EmbeddingDirectoryPage();
            string? etag = null;
            if (!isNewPage && (await state.ReadAsync([key], ct)).TryGetValue(key, out var known))
                (page, etag) = (EmbeddingDirectoryPage.Parser.ParseFrom(known.Value), known.ETag);
            if (before - number * (long)UsersPerPage != page.UserIds.Count)
                return false;
            var room = Math.Min(UsersPerPage - page.UserIds.Count, added.Count - next);
            page.UserIds.AddRange(added.Skip(next).Take(room));
            next += room;
            operations.Add(EmbeddingState.Upsert(key, page, etag));
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

    private static EmbeddingDirectory NewDirectory(ShardBatch batch)
    {
        var directory = new EmbeddingDirectory { EmbeddingSpaceId = batch.EmbeddingSpaceId, Dimension = batch.Dimension };
        directory.Freshness.AddRange(Enumerable.Repeat(0L, FreshnessBuckets.Count));
        return directory;
    }

    private static void Count(EmbeddingDirectory directory, long asOf, int by)
    {
        var day = UnixDay.Of(asOf);
        var count = (directory.AsOfDays.TryGetValue(day, out var known) ? known : 0) + by;
        if (count == 0)
            directory.AsOfDays.Remove(day);
        else
            directory.AsOfDays[day] = count;
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Version}, shard {Shard}: not written after {Tries} tries, left to redelivery: {Reason}")]
    private partial void LogGivenUp(string version, int shard, int tries, string reason);
}
