using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;
using UserRep.VersionRouter.Versions;

namespace UserRep.VersionRouter.Adapters;

/// <summary>When a version may stop being encoded and be served from another through an adapter: when everyone who lives on it has agreed.</summary>
internal static class Adaptation
{
    /// <param name="reads">Of the version, newest first.</param>
    /// <returns>Every rule that would be broken.</returns>
    public static IReadOnlyList<Problem> Obstacles(RegistryDocument registry, VersionRecord version, AdapterRecord adapter, IReadOnlyList<LastRead> reads, TimeSpan grace, DateTimeOffset now)
    {
        var problems = new List<Problem>();
        var name = version.Version;
        if (!Lifecycle.Allows(version.State, VersionState.Adapted))
            problems.Add(VersionProblems.IllegalMove(version, VersionState.Adapted));
        if (adapter.To != name)
            problems.Add(AdapterProblems.OtherVersion(adapter, name));
        if (registry.Version(adapter.From) is not { AdapterId: null } source || !Lifecycle.IsWarm(source.State))
            problems.Add(AdapterProblems.SourceNotKeptUp(adapter, registry.Version(adapter.From)));
        if (registry.ServedFrom(name) is { Count: > 0 } served)
            problems.Add(AdapterProblems.IsSource(version, served));
        if (registry.Models.Where(m => m.Pin == name && !m.AcceptsAdapted).Select(m => m.Model).ToArray() is { Length: > 0 } pinned)
            problems.Add(AdapterProblems.NotAccepted(version, pinned));
        if (registry.UsesOf(name).Where(u => !u.IsPin).Select(u => u.Model).Distinct().ToArray() is { Length: > 0 } tried)
            problems.Add(AdapterProblems.TriedOut(version, tried));
        // Whoever has only the old head still reads the previous pin: that model would find nothing from one read to the next.
        if (reads.Where(r => now - r.At < grace && registry.Model(r.Model) is { AcceptsAdapted: false } m && m.Pin != name).ToArray() is { Length: > 0 } recent)
            problems.Add(VersionProblems.RecentlyRead(version, recent, grace, now));
        return problems;
    }

    public static Outcome<Change<VersionRecord>> Decide(RegistryDocument registry, string name, string adapterId, IReadOnlyList<LastRead> reads, TimeSpan grace, DateTimeOffset now)
    {
        if (registry.Version(name) is not { } version)
            return VersionProblems.NotFound(name, registry);
        if (registry.Adapter(adapterId) is not { } adapter)
            return AdapterProblems.NotFound(adapterId, registry);
        if (version.State == VersionState.Adapted && version.AdapterId == adapterId)
            return Change<VersionRecord>.None(version);
        if (Obstacles(registry, version, adapter, reads, grace, now) is [{ } first, ..])
            return first;
        var moved = version with { State = VersionState.Adapted, StateChangedAt = now, ServedFrom = adapter.From, AdapterId = adapter.Id };
        return new Change<VersionRecord>(registry.With(moved), moved, $"{name} state, served from {adapter.From} through adapter {adapter.Name}", version.State.ToString(), moved.State.ToString());
    }

    /// <summary>Whether a model can be served from a version: one that is encoded, or one that is adapted if the model accepts that.</summary>
    public static bool CanServe(ModelInfo model, VersionRecord version) => version.AdapterId is null ? Lifecycle.IsWarm(version.State) : model.AcceptsAdapted;

    /// <summary>The versions that live on this one's vectors.</summary>
    public static IReadOnlyList<string> ServedFrom(this RegistryDocument registry, string version) => [.. registry.Versions.Where(v => v.ServedFrom == version).Select(v => v.Version)];
}
