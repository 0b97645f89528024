using System.Collections.Concurrent;

namespace UserRep.VersionRouter.LastReads;

/// <summary>When this replica last served each model from each version. A read only touches memory; LastReadSaver carries it to the state.</summary>
internal sealed class LastReadLog(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Version, string Model), DateTimeOffset> _reads = new();

    public void OnRead(string version, string model) => _reads[(version, model)] = clock.GetUtcNow();

    /// <returns>By version and model.</returns>
    public ILookup<string, (string Model, DateTimeOffset At)> Snapshot() => _reads.ToLookup(r => r.Key.Version, r => (r.Key.Model, r.Value));
}
