namespace UserRep.VersionRouter.Evaluations;

internal sealed record PostedValue(double Mean, double Low, double High);
