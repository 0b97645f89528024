using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Users to be read from one version.</summary>
/// <param name="Positions">Where they stand in the request; null: they are all of it, in order.</param>
internal sealed record ReadGroup(VersionRecord Version, string Assignment, IReadOnlyList<string> UserIds, IReadOnlyList<int>? Positions = null);
