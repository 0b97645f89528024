using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>Exact search over all vectors of a version, on a snapshot no older than the staleness stated in the options.</summary>
internal sealed class NeighbourSearch(EmbeddingState state, IOptions<EmbeddingStoreOptions> options, TimeProvider clock)
{
    private const int KeysPerRead = 1000;

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Task<VectorSnapshot> Snapshot)> _snapshots = new();

    public async Task<Outcome<NeighboursResponse>> FindAsync(string version, NeighboursRequest request, CancellationToken ct)
    {
        var directories = await state.DirectoriesAsync(version, ct);
        var users = directories.Sum(d => d.Users);
        if (users > options.Value.NeighbourMaxUsers)
            return Problem.Invalid("TOO_MANY_USERS", $"{version} has {users} vectors; exact search is offered up to {options.Value.NeighbourMaxUsers}.");
        var snapshot = await SnapshotAsync(version, directories, ct);
        if (snapshot.Nearest(request.UserId!, request.K) is not { } neighbours)
            return Problem.NotFound("USER_NOT_FOUND", $"User '{request.UserId}' has no vector in {version}.");
        return new NeighboursResponse(version, request.UserId!, neighbours);
    }

    private async Task<VectorSnapshot> SnapshotAsync(string version, IReadOnlyList<EmbeddingDirectory> directories, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var oldest = now - TimeSpan.FromSeconds(options.Value.NeighbourStalenessSeconds);
        var entry = _snapshots.AddOrUpdate(version,
            _ => (now, LoadAsync(version, directories)),
            (_, known) => known.At <= oldest || known.Snapshot.IsFaulted ? (now, LoadAsync(version, directories)) : known);
        if (entry.At == now)
            _ = ForgetAsync(version, entry);
        return await entry.Snapshot.WaitAsync(ct);
    }

    /// <summary>What may not answer any more is not kept either: an erased user may be in it.</summary>
    private async Task ForgetAsync(string version, (DateTimeOffset At, Task<VectorSnapshot> Snapshot) entry)
    {
        await Task.Delay(TimeSpan.FromSeconds(options.Value.NeighbourStalenessSeconds), clock);
        _snapshots.TryRemove(new(version, entry));
    }

    // Not cancelled with the request that happened to start it: others may be waiting for it.
    private async Task<VectorSnapshot> LoadAsync(string version, IReadOnlyList<EmbeddingDirectory> directories)
    {
        var pages = directories.SelectMany((d, shard) => Enumerable.Range(0, (int)d.Pages).Select(p => EmbeddingKeys.Page(version, shard, (uint)p))).ToArray();
        var ids = (await state.ReadAsync(pages, CancellationToken.None)).Values.SelectMany(p => EmbeddingDirectoryPage.Parser.ParseFrom(p.Value).UserIds);
        var snapshot = new VectorSnapshot();
        foreach (var chunk in ids.Order(StringComparer.Ordinal).Chunk(KeysPerRead))
        {
            var found = await state.ReadAsync([.. chunk.Select(id => EmbeddingKeys.User(version, id))], CancellationToken.None);
            foreach (var id in chunk)
            {
                if (found.TryGetValue(EmbeddingKeys.User(version, id), out var value))
                    snapshot.Add(id, StoredEmbedding.Parser.ParseFrom(value.Value).Vector.Span);
            }
        }
        return snapshot;
    }
}
