namespace UserRep.VersionRouter.Evaluations;

internal sealed record PostedBundle(string? Version, string? Sha256);
