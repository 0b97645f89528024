using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Adapters;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

/// <summary>A version in use can't be taken away: neither one that a model is pinned to, has a canary of or compares with, nor one that another is served from, nor one that was read within the grace period.</summary>
internal static class Retirement
{
    /// <param name="reads">Of this version, newest first.</param>
    public static Outcome<Change<VersionRecord>> Decide(RegistryDocument registry, string name, IReadOnlyList<LastRead> reads, TimeSpan grace, DateTimeOffset now)
    {
        if (registry.Version(name) is { } version && version.State != VersionState.Retired)
        {
            if (registry.UsesOf(name) is { Count: > 0 } uses)
                return VersionProblems.InUse(version, uses);
            if (registry.ServedFrom(name) is { Count: > 0 } served)
                return AdapterProblems.IsSource(version, served);
            if (reads.Where(r => now - r.At < grace).ToArray() is { Length: > 0 } recent)
                return VersionProblems.RecentlyRead(version, recent, grace, now);
        }
        var moved = VersionMoves.Move(registry, name, VersionState.Retired, now);
        if (!moved.Ok || moved.Value.Document is not { } document)
            return moved;
        // Nobody can go back to it any more.
        foreach (var model in document.Models.Where(m => m.PreviousPin == name))
            document = document.With(model with { PreviousPin = null });
        return moved.Value with { Document = document };
    }
}
