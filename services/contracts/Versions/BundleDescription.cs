namespace UserRep.Contracts.Versions;

/// <summary>What the encoder found in a bundle that it accepted.</summary>
public sealed record BundleDescription(string Version, string EmbeddingSpaceId, int Dimension, int InputWidth, string Metric, string Sha256);
