using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
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
        var moved = version with { State = to, StateChangedAt = now };
        return new Change<VersionRecord>(registry.With(moved), moved, $"{name} state", version.State.ToString(), to.ToString());
    }
}
