using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.LastReads;

/// <summary>The last reads of all replicas, a document per version.</summary>
internal sealed class LastReadStore(DaprClient dapr, LastReadLog log)
{
    private const int MaxTries = 20;

    private static readonly StateOptions s_firstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    /// <summary>What is saved and what this replica has yet to save; another replica's are at most LastReadSaver's period behind.</summary>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<LastRead>> OfAsync(string version, CancellationToken ct)
    {
        var (saved, _) = await ReadAsync(version, ct);
        Merge(saved, log.Snapshot()[version]);
        return [.. saved.Select(r => new LastRead(r.Key, r.Value)).OrderByDescending(r => r.At)];
    }

    /// <summary>Replicas merge into one document: the later instant stands, whoever comes last.</summary>
    public async Task SaveAsync(string version, IEnumerable<(string Model, DateTimeOffset At)> reads, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (saved, etag) = await ReadAsync(version, ct);
            if (!Merge(saved, reads) || await dapr.TrySaveStateAsync(ComponentNames.StateStore, Key(version), saved, etag, s_firstWrite, cancellationToken: ct))
                return;
            if (attempt == MaxTries)
                throw new InvalidOperationException($"The last reads of {version} could not be saved in {MaxTries} tries.");
        }
    }

    private async Task<(Dictionary<string, DateTimeOffset> Reads, string ETag)> ReadAsync(string version, CancellationToken ct)
    {
        var (saved, etag) = await dapr.GetStateAndETagAsync<Dictionary<string, DateTimeOffset>?>(ComponentNames.StateStore, Key(version), cancellationToken: ct);
        return (saved ?? [], etag ?? "");
    }

    private static bool Merge(Dictionary<string, DateTimeOffset> into, IEnumerable<(string Model, DateTimeOffset At)> reads)
    {
        var changed = false;
        foreach (var (model, at) in reads)
        {
            if (into.TryGetValue(model, out var known) && known >= at)
                continue;
            into[model] = at;
            changed = true;
        }
        return changed;
    }

    private static string Key(string version) => $"last-reads/{version}";
}
