namespace UserRep.Contracts.Versions;

/// <summary>A share of a model's users that is served from a version other than its pin, to callers that take groups.</summary>
/// <param name="Share">Percent of users, above 0 to 100; which ones depends on model and user alone.</param>
public sealed record Canary(string Version, double Share);
