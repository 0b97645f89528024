using System.Collections.Frozen;
using UserRep.Contracts.Versions;

namespace UserRep.VersionRouter.Versions;

/// <summary>The moves a version may make.</summary>
internal static class Lifecycle
{
    private static readonly FrozenDictionary<VersionState, VersionState[]> s_moves = new Dictionary<VersionState, VersionState[]>
    {
        [VersionState.Registered] = [VersionState.Backfilling, VersionState.Retired],
        [VersionState.Backfilling] = [VersionState.Ready, VersionState.Retired],
        [VersionState.Ready] = [VersionState.Serving, VersionState.Adapted, VersionState.Retired],
        [VersionState.Serving] = [VersionState.Draining, VersionState.Adapted],
        [VersionState.Draining] = [VersionState.Serving, VersionState.Adapted, VersionState.Retired],
        // Encoded again, it is filled as at first, and served through its adapter until it is.
        [VersionState.Adapted] = [VersionState.Backfilling, VersionState.Retired],
        [VersionState.Retired] = [],
    }.ToFrozenDictionary();

    public static IReadOnlyList<VersionState> From(VersionState state) => s_moves[state];

    public static bool Allows(VersionState from, VersionState to) => s_moves[from].Contains(to);

    /// <summary>Such versions are still encoded for, so their vectors are no older than any.</summary>
    public static bool IsWarm(VersionState state) => IsServable(state) || state == VersionState.Draining;

    /// <summary>Such versions have a vector for (nearly) every user and may be pinned.</summary>
    public static bool IsServable(VersionState state) => state is VersionState.Ready or VersionState.Serving;
}
