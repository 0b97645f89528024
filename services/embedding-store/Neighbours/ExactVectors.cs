using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Wire;

namespace UserRep.EmbeddingStore.Neighbours;

/// <summary>Vectors of versions that are searched exactly, no older than the staleness stated in the options. A call that finds none waits for them.</summary>
internal sealed class ExactVectors(VersionVectorsLoader loader, IOptions<EmbeddingStoreOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Version, string Metric), (DateTimeOffset At, Task<VersionVectors> Vectors)> _known = new();

    public async Task<VersionVectors> GetAsync(string version, string metric, IReadOnlyList<EmbeddingDirectory> directories, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var oldest = now - TimeSpan.FromSeconds(options.Value.NeighbourStalenessSeconds);
        // Not cancelled with the request that happened to start it: others may be waiting for it.
        var entry = _known.AddOrUpdate((version, metric),
            _ => (now, loader.LoadAsync(version, metric, directories, now, CancellationToken.None)),
            (_, known) => known.At <= oldest || known.Vectors.IsFaulted ? (now, loader.LoadAsync(version, metric, directories, now, CancellationToken.None)) : known);
        if (entry.At == now)
            _ = ForgetAsync((version, metric), entry);
        return await entry.Vectors.WaitAsync(ct);
    }

    /// <summary>What may not answer any more is not kept either: an erased user may be in it.</summary>
    private async Task ForgetAsync((string, string) key, (DateTimeOffset At, Task<VersionVectors> Vectors) entry)
    {
        await Task.Delay(TimeSpan.FromSeconds(options.Value.NeighbourStalenessSeconds), clock);
        _known.TryRemove(new(key, entry));
    }
}
