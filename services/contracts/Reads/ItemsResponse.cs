namespace UserRep.Contracts.Reads;

/// <summary>Vectors of items, and of users, of one version in one space, columnar, in the order asked. Where a status is neither PRESENT nor ADAPTED, the vector is null.</summary>
/// <param name="EmbeddingSpaceId">Of this space: of a modality's it is another than the version's, since its vectors must not be compared with those that reads answer.</param>
/// <param name="UserIds">This and what is told of users is empty where none were asked for.</param>
/// <param name="ServedFrom">Of adapted users the version that their vectors were made from; else null.</param>
/// <param name="AdapterId">By which adapter.</param>
public sealed record ItemsResponse(
    string Model,
    string EncoderVersion,
    string Space,
    string EmbeddingSpaceId,
    int Dimension,
    string Metric,
    IReadOnlyList<string> ItemIds,
    IReadOnlyList<string> Statuses,
    IReadOnlyList<float[]?> Vectors,
    IReadOnlyList<string> UserIds,
    IReadOnlyList<string> UserStatuses,
    IReadOnlyList<float[]?> UserVectors,
    string Assignment = Assignments.Pin,
    string? ServedFrom = null,
    string? AdapterId = null);
