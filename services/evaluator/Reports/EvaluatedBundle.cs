namespace UserRep.Evaluator.Reports;

/// <param name="Version">e.g. <c>representation@v1</c></param>
/// <param name="Sha256">Of the bundle's manifest, lower-case hex: names the bundle for good.</param>
public sealed record EvaluatedBundle(string Version, string Sha256, string EmbeddingSpaceId, int Dimension);
