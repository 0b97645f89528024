namespace UserRep.VersionRouter.Evaluations;

internal sealed record PostedScore(string? Task, string? Method, string? Metric, PostedValue? Value);
