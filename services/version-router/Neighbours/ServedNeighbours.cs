using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Neighbours;

/// <param name="Of">One of <see cref="NeighbourKinds"/>.</param>
internal sealed record ServedNeighbours(Assigned Assigned, string? UserId, string Of, NeighbourColumns Found);
