using UserRep.Contracts.Wire;

namespace UserRep.VersionRouter.Reads;

/// <summary>Statuses as JSON and metrics have them: the names of embeddings.proto.</summary>
internal static class StatusNames
{
    public static string Of(EmbeddingStatus status) => status switch
    {
        EmbeddingStatus.Present => "PRESENT",
        EmbeddingStatus.OutsideMaxAge => "OUTSIDE_MAX_AGE",
        EmbeddingStatus.Adapted => "ADAPTED",
        _ => "NOT_FOUND",
    };

    /// <summary>Whether a vector goes with it.</summary>
    public static bool HasVector(EmbeddingStatus status) => status is EmbeddingStatus.Present or EmbeddingStatus.Adapted;
}
