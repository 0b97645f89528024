using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Pins;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Versions;

internal static class VersionProblems
{
    public static Problem NotAName(string version) =>
        Problem.Invalid("VERSION_NAME", $"'{version}' is not a version: write representation@v1 (or v1).");

    public static Problem NotFound(string version, RegistryDocument registry) =>
        Problem.NotFound("VERSION_NOT_FOUND", $"Version {version} is not registered.").With("versions", registry.Versions.Select(v => v.Version));

    public static Problem Taken(VersionRecord known, string sha256) =>
        Problem.Conflict("VERSION_TAKEN", $"{known.Version} is already the bundle {known.Bundle.Sha256}; a number is never re-used. The bundle offered is {sha256}.");

    public static Problem IllegalMove(VersionRecord version, VersionState to) =>
        Problem.Conflict("ILLEGAL_TRANSITION", $"{version.Version} is {version.State} and can't become {to}.")
            .With("state", version.State.ToString()).With("allowed", Lifecycle.From(version.State).Select(s => s.ToString()));

    public static Problem Retired(VersionRecord version) =>
        Problem.Conflict("VERSION_RETIRED", $"{version.Version} is retired: it is no longer encoded and has no vectors.");

    public static Problem InUse(VersionRecord version, IReadOnlyList<VersionUse> uses) =>
        Problem.Conflict("VERSION_IN_USE", $"{version.Version} is the {string.Join(" and the ", uses.GroupBy(u => u.As).Select(g => $"{g.Key} of {string.Join(", ", g.Select(u => u.Model))}"))}: migrate or remove these models, or end the canary or shadow, first.")
            .With("models", uses.Select(u => u.Model).Distinct()).With("uses", uses.Select(u => new { u.Model, u.As }));

    /// <param name="reads">Newest first.</param>
    public static Problem RecentlyRead(VersionRecord version, IReadOnlyList<LastRead> reads, TimeSpan grace, DateTimeOffset now) =>
        Problem.Conflict("VERSION_IN_USE", $"{version.Version} was last read {Ago.Text(now - reads[0].At)} ago by {reads[0].Model}; it can be retired {Ago.Text(grace)} after its last read.")
            .With("models", reads.Select(r => r.Model)).With("lastReads", reads);

    public static Problem NotReady(VersionRecord version, RegistryDocument registry) =>
        Problem.Conflict("VERSION_NOT_READY", $"{version.Version} is {version.State}; a model can be pinned to a version that is Ready or Serving.")
            .With("state", version.State.ToString())
            .With("ready", registry.Versions.Where(v => Lifecycle.IsServable(v.State)).Select(v => v.Version));

    /// <returns>Why no model can be given this version now; null: one can.</returns>
    public static Problem? NotKeptUp(RegistryDocument registry, string name) => registry.Version(name) switch
    {
        null => NotFound(name, registry),
        var version => Lifecycle.IsWarm(version.State) ? null : NotReady(version, registry),
    };
}
