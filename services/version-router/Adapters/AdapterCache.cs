using System.Collections.Concurrent;
using UserRep.Adapters;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Adapters;

/// <summary>The adapters that this replica serves through. One never changes, so it is loaded once, whoever asks; what could not be loaded is asked for again by the next read.</summary>
internal sealed class AdapterCache(AdapterStore adapters)
{
    private const int MaxMaps = 32;

    private readonly ConcurrentDictionary<string, Lazy<Task<(AdapterMap? Map, string? Fault)>>> _maps = new();

    /// <param name="version">A version that is served through an adapter.</param>
    /// <returns>The map, checked to be from the one registered bundle to the other; else nothing may be served.</returns>
    public async Task<Outcome<AdapterMap>> MapAsync(VersionRecord version, VersionRecord source)
    {
        var id = version.AdapterId!;
        // Far more than versions are kept in use; those of earlier ones need not stay.
        if (_maps.Count >= MaxMaps && !_maps.ContainsKey(id))
            _maps.Clear();
        // Not cancelled with the read that happens to be the first: others may wait for it.
        var entry = _maps.GetOrAdd(id, _ => new Lazy<Task<(AdapterMap?, string?)>>(() => LoadAsync(version, source)));
        var (map, fault) = await entry.Value;
        if (map is not null)
            return map;
        _maps.TryRemove(new(id, entry));
        return AdapterProblems.Unavailable(version, fault);
    }

    private async Task<(AdapterMap?, string?)> LoadAsync(VersionRecord version, VersionRecord source)
    {
        try
        {
            var (file, fault) = await adapters.FindAsync(version.AdapterId!, CancellationToken.None);
            if (file is null)
                return (null, fault);
            var faults = new List<string>();
            var both = new RegistryDocument(0, [version, source], []);
            AdapterRegistration.Fits(faults, "from", file.From, both);
            AdapterRegistration.Fits(faults, "to", file.To, both);
            if (file.From.Version != source.Version || file.To.Version != version.Version)
                faults.Add($"it maps {file.From.Version} into {file.To.Version}");
            return faults.Count > 0 ? (null, string.Join("; ", faults)) : (new AdapterMap(file), null);
        }
        catch (Dapr.DaprException e)
        {
            return (null, $"the state store did not answer ({e.Message})");
        }
    }
}
