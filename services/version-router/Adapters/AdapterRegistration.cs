using UserRep.Adapters;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Adapters;

/// <summary>Decides on adapters as such; what is served through one is <see cref="Adaptation"/>'s.</summary>
internal static class AdapterRegistration
{
    /// <summary>Their records are in the one registry document.</summary>
    private const int MaxAdapters = 100;

    /// <param name="file">One that is whole.</param>
    public static Outcome<Change<AdapterRecord>> Add(RegistryDocument registry, AdapterFile file, DateTimeOffset now)
    {
        if (registry.Adapter(file.Id) is { } known)
            return Change<AdapterRecord>.None(known);
        var faults = new List<string>();
        Fits(faults, "from", file.From, registry);
        Fits(faults, "to", file.To, registry);
        if (faults.Count > 0)
            return AdapterProblems.Refused(faults);
        if (registry.KnownAdapters.Count >= MaxAdapters)
            return AdapterProblems.TooMany(MaxAdapters);
        var record = new AdapterRecord(file.Id, file.From.Version, file.To.Version, file.Kind, file.Simulated, now);
        return new Change<AdapterRecord>(registry with { Adapters = [.. registry.KnownAdapters, record] }, record, $"adapter {record.Name} registered", record.From, record.To);
    }

    public static Outcome<Change<AdapterRecord>> Remove(RegistryDocument registry, string id)
    {
        if (registry.Adapter(id) is not { } known)
            return AdapterProblems.NotFound(id, registry);
        if (registry.Versions.Where(v => v.AdapterId == id).Select(v => v.Version).ToArray() is { Length: > 0 } served)
            return AdapterProblems.InUse(known, served);
        return new Change<AdapterRecord>(registry with { Adapters = [.. registry.KnownAdapters.Where(a => a.Id != id)] }, known, $"adapter {known.Name} removed");
    }

    /// <summary>Whether a side is exactly the bundle that is registered: a map between other bundles is a map between other spaces.</summary>
    public static void Fits(List<string> faults, string name, AdapterSide side, RegistryDocument registry)
    {
        if (registry.Version(side.Version) is not { } version)
            faults.Add($"{name}: {side.Version} is not registered");
        else
            faults.AddRange(BundleFit.Faults(side.BundleSha256, side.EmbeddingSpaceId, side.Dimension, side.Metric, version).Select(f => $"{name}: {f}"));
    }
}
