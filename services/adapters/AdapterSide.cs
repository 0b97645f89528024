namespace UserRep.Adapters;

/// <summary>One of the two bundles that an adapter lies between.</summary>
/// <param name="BundleSha256">Of its manifest, as version-router registers it.</param>
/// <param name="Metric">What its vectors are compared by: <c>cosine</c>, or else by distance.</param>
public sealed record AdapterSide(string Version, string BundleSha256, string EmbeddingSpaceId, int Dimension, string Metric);
