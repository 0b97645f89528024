using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Neighbours;

/// <param name="Of">One of <see cref="NeighbourKinds"/>.</param>
internal sealed record ServedNeighbours(Assigned Assigned, string? UserId, string Of, NeighbourColumns Found)
{
    /// <summary>Where the user's own vector is an adapted one, the version it was made from.</summary>
    public string? ServedFrom => UserId is null ? null : Assigned.Version.ServedFrom;

    public string? AdapterId => UserId is null ? null : Assigned.Version.AdapterId;
}
