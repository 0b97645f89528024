namespace UserRep.Contracts.Versions;

/// <summary>Body of the encoder's <c>POST /v1/bundles/validate</c>.</summary>
public sealed record BundleCheck(string Version, string BundleUri, string Sha256);
