namespace UserRep.Evaluator.Results;

/// <summary>A mean and its 95% interval.</summary>
public sealed record Interval(double Mean, double Low, double High);
