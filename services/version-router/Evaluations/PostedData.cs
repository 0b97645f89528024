namespace UserRep.VersionRouter.Evaluations;

internal sealed record PostedData(string? Name, bool Simulated, string? Fingerprint);
