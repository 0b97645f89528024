namespace UserRep.Contracts.Versions;

/// <summary>Body of <c>PUT /v1/versions/{version}</c>: where the bundle lies, relative to the encoder's bundle folder, and the SHA-256 of its manifest.</summary>
public sealed record VersionRegistration(string? BundleUri, string? Sha256);
