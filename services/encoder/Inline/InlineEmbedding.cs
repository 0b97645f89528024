namespace UserRep.Encoder.Inline;

/// <summary>The vector of a user told inline, which is stored nowhere.</summary>
/// <param name="UnknownItems">Activities whose item the version has no vector of.</param>
internal sealed record InlineEmbedding(
    string EncoderVersion, string EmbeddingSpaceId, int Dimension, string Metric, DateTimeOffset AsOf, string FeaturesHash, int UnknownItems, float[] Embedding);
