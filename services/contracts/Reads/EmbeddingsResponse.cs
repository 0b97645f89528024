namespace UserRep.Contracts.Reads;

/// <summary>Vectors of one version, columnar, in the order asked. Where a status is not PRESENT, the vector is null.</summary>
public sealed record EmbeddingsResponse(
    string Model,
    string EncoderVersion,
    string EmbeddingSpaceId,
    int Dimension,
    string Metric,
    IReadOnlyList<string> UserIds,
    IReadOnlyList<string> Statuses,
    IReadOnlyList<DateTimeOffset?> AsOf,
    IReadOnlyList<float[]?> Embeddings);
