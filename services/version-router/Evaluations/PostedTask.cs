namespace UserRep.VersionRouter.Evaluations;

internal sealed record PostedTask(string? Name, string? Title);
