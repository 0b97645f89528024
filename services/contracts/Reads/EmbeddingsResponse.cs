namespace UserRep.Contracts.Reads;

/// <summary>Vectors of one version, columnar, in the order asked. Where a status is neither PRESENT nor ADAPTED, the vector is null.</summary>
/// <param name="Assignment">Why this version: one of <see cref="Assignments"/>.</param>
/// <param name="ServedFrom">Of adapted vectors the version they were made from; else null.</param>
/// <param name="AdapterId">Of adapted vectors the adapter that made them; else null.</param>
public sealed record EmbeddingsResponse(
    string Model,
    string EncoderVersion,
    string EmbeddingSpaceId,
    int Dimension,
    string Metric,
    IReadOnlyList<string> UserIds,
    IReadOnlyList<string> Statuses,
    IReadOnlyList<DateTimeOffset?> AsOf,
    IReadOnlyList<float[]?> Embeddings,
    string Assignment = Assignments.Pin,
    string? ServedFrom = null,
    string? AdapterId = null);
