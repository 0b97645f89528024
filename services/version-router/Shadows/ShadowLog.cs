using UserRep.Contracts.Shadows;

namespace UserRep.VersionRouter.Shadows;

/// <summary>What this replica has counted and not saved yet.</summary>
internal sealed class ShadowLog(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Model, string Version), (DateTimeOffset Since, ShadowCounts Counts)> _counts = [];

    public void Add(string model, string version, ShadowCounts counts)
    {
        lock (_lock)
        {
            _counts[(model, version)] = _counts.TryGetValue((model, version), out var known) ? (known.Since, known.Counts + counts) : (clock.GetUtcNow(), counts);
        }
    }

    /// <summary>Hands over all there is; what comes later is another batch.</summary>
    public IReadOnlyList<ShadowBatch> Take()
    {
        lock (_lock)
        {
            ShadowBatch[] taken = [.. _counts.Select(c => new ShadowBatch(Guid.NewGuid(), c.Key.Model, c.Key.Version, c.Value.Since, c.Value.Counts))];
            _counts.Clear();
            return taken;
        }
    }
}
