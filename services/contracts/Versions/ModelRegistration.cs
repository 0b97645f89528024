namespace UserRep.Contracts.Versions;

/// <summary>Body of <c>PUT /v1/models/{model}</c>: gives the model a head for a version and, if it is its first, its pin.</summary>
public sealed record ModelRegistration(string? EncoderVersion, IReadOnlyList<string>? AllowedAppIds = null);
