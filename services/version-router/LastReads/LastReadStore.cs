using Dapr.Client;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.LastReads;

/// <summary>The last reads of all replicas, a document per version.</summary>
internal sealed class LastReadStore(DaprClient dapr, LastReadLog log)
{
    /// <summary>What is saved and what this replica has yet to save; another replica's are at most LastReadSaver's period behind.</summary>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<LastRead>> OfAsync(string version, CancellationToken ct)
    {
        var reads = await SharedDocument.ReadAsync<Dictionary<string, DateTimeOffset>>(dapr, Key(version), ct) ?? [];
        Merge(reads, log.Snapshot()[version]);
        return [.. reads.Select(r => new LastRead(r.Key, r.Value)).OrderByDescending(r => r.At)];
    }

    /// <summary>Replicas merge into one document: the later instant stands, whoever comes last.</summary>
    public Task SaveAsync(string version, IEnumerable<(string Model, DateTimeOffset At)> reads, CancellationToken ct) =>
        SharedDocument.ChangeAsync<Dictionary<string, DateTimeOffset>>(dapr, Key(version), known =>
        {
            var saved = known ?? [];
            return Merge(saved, reads) ? saved : null;
        }, ct);

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
