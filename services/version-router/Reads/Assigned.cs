using UserRep.Contracts.Reads;
using UserRep.Contracts.Versions;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Reads;

/// <summary>Where a model's users are served from, for one caller.</summary>
/// <param name="Assignment">Why: one of <see cref="Assignments"/>.</param>
/// <param name="Canaries">Those that the caller has heads for, for callers that take groups.</param>
/// <param name="Shadow">Read beside, and compared; never served.</param>
internal sealed record Assigned(ModelInfo Model, VersionRecord Version, string Assignment, IReadOnlyList<AssignedCanary> Canaries, VersionRecord? Shadow)
{
    /// <summary>A call that is not split, for these users.</summary>
    public ReadGroup Group(IReadOnlyList<string> userIds) => new(Version, Assignment, userIds);
}
