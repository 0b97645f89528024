namespace UserRep.Contracts.Reads;

/// <summary>Nearest users or items within one version, best first; of equal ones the lower id.</summary>
/// <param name="EmbeddingSpaceId">Of the space searched: of items in a modality's space it is another than the version's.</param>
/// <param name="Search"><c>exact</c>, or <c>approximate</c> with the <paramref name="Recall"/> measured when the index was built.</param>
/// <param name="AsOf">What was searched is what there was then.</param>
/// <param name="BuiltAt">When that became searchable.</param>
/// <param name="ServedFrom">Where the user's own vector is an adapted one, the version that it was made from; else null.</param>
/// <param name="AdapterId">By which adapter.</param>
public sealed record NeighboursResponse(
    string Model,
    string EncoderVersion,
    string Of,
    string Space,
    string EmbeddingSpaceId,
    int Dimension,
    string Metric,
    string? UserId,
    IReadOnlyList<Neighbour> Neighbours,
    string Search,
    double Recall,
    DateTimeOffset AsOf,
    DateTimeOffset BuiltAt,
    string Assignment = Assignments.Pin,
    string? ServedFrom = null,
    string? AdapterId = null);

/// <param name="Name">What an item is called, where the version's bundle knows.</param>
public sealed record Neighbour(string Id, float Similarity, string? Name = null);
