using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Items;

/// <summary>Nothing is handed out under the name of a space that it isn't of.</summary>
internal static class ItemSpaceCheck
{
    /// <summary>The version's own space has the id and width that the registry has; any other has an id of its own, which can't be taken for it.</summary>
    public static bool IsOf(VersionRecord version, string answered, string space, string id, uint dimension) =>
        answered == version.Version && id.Length > 0 && dimension > 0
        && (space == ItemSpaces.Embedding) == (id == version.Bundle.EmbeddingSpaceId)
        && (space != ItemSpaces.Embedding || dimension == version.Bundle.Dimension);

    public static Problem Mismatch(VersionRecord version, string answered, string space, string id) =>
        new(StatusCodes.Status502BadGateway, VersionReader.Mismatch, $"The answer is of {answered}, '{space}' in space {id}; assigned is {version.Version} in {version.Bundle.EmbeddingSpaceId}.");
}
