using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

/// <param name="Users">Null where none were asked for.</param>
internal sealed record ServedItems(Assigned Assigned, ItemsRequest Request, ItemColumns Items, EmbeddingColumns? Users)
{
    /// <summary>Where users' vectors are adapted, the version they were made from.</summary>
    public string? ServedFrom => Users is null ? null : Assigned.Version.ServedFrom;

    public string? AdapterId => Users is null ? null : Assigned.Version.AdapterId;
}
