using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <param name="Version">Null where the caller has no head for it: its users are served as all others are, and are no other canary's.</param>
/// <param name="Name">What users are drawn by, whether the version is served or not.</param>
internal sealed record AssignedCanary(string Name, double Share, VersionRecord? Version);
