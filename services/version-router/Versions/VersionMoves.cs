using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

internal static class VersionMoves
{
    /// <summary>Decides a move of the lifecycle; being there already is no change.</summary>
    public static Outcome<Change<VersionRecord>> Move(RegistryDocument registry, string name, VersionState to, DateTimeOffset now)
    {
        if (registry.Version(name) is not { } version)
            return VersionProblems.NotFound(name, registry);
        if (version.State == to)
            return Change<VersionRecord>.None(version);
        if (!Lifecycle.Allows(version.State, to))
            return VersionProblems.IllegalMove(version, to);
        // One that models stayed pinned to while it was adapted is Serving as soon as it is Ready.
        var reached = to == VersionState.Ready && registry.UsesOf(name).Any(u => u.IsServed) ? VersionState.Serving : to;
        var moved = version with { State = reached, StateChangedAt = now };
        // Filled anew, it is served through its adapter until it has vectors of its own.
        moved = (version.State, to) == (VersionState.Adapted, VersionState.Backfilling) ? moved with { Round = version.Round + 1 } : moved with { ServedFrom = null, AdapterId = null };
        return new Change<VersionRecord>(registry.With(moved), moved, $"{name} state", version.State.ToString(), reached.ToString());
    }
}
