using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Problems;
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

    public static Problem NotReady(VersionRecord version, RegistryDocument registry) =>
        Problem.Conflict("VERSION_NOT_READY", $"{version.Version} is {version.State}; a model can be pinned to a version that is Ready or Serving.")
            .With("state", version.State.ToString())
            .With("ready", registry.Versions.Where(v => Lifecycle.IsServable(v.State)).Select(v => v.Version));
}
