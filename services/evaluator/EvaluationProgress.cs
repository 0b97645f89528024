namespace UserRep.Evaluator;

/// <param name="Fraction">Of the whole evaluation, 0 to 1.</param>
public sealed record EvaluationProgress(double Fraction, string Message);
