namespace UserRep.VersionRouter.Evaluations;

/// <param name="Low">Of the 95% interval.</param>
internal sealed record TaskScore(string Metric, double Mean, double Low, double High);
