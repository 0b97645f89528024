using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

/// <param name="Users">Null where none were asked for.</param>
internal sealed record ServedItems(Assigned Assigned, ItemsRequest Request, ItemColumns Items, EmbeddingColumns? Users);
