namespace UserRep.Contracts.Notifications;

/// <summary>On the bus of the bridge: an encoder version has a vector for (nearly) every user, heads can be trained on it. Told once per version.</summary>
/// <param name="Sha256">Of the bundle's manifest.</param>
/// <param name="EmbeddingSpaceId">Vectors may be compared only where it is equal.</param>
public sealed record EncoderVersionReady(string EncoderVersion, string BundleUri, string Sha256, string EmbeddingSpaceId, int Dimension, string Metric);
