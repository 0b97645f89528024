namespace UserRep.Trainer.Exports;

/// <summary>What an exported training set says of itself, as key-value metadata of its Parquet file.</summary>
/// <param name="Columns">The label columns as <c>name:kind</c>, kind being text, whole or number.</param>
/// <param name="Signature">SHA-256 (lower-case hex) over all else in the stamp and every row; see <see cref="TrainingSetSignature"/>.</param>
public sealed record TrainingSetStamp(
    string EncoderVersion, string EmbeddingSpaceId, string BundleSha256, int Dimension, string Metric, bool Simulated, IReadOnlyList<string> Columns, long Rows, string Signature);
