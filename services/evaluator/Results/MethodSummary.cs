namespace UserRep.Evaluator.Results;

/// <param name="Width">Values per user; 0 for a model of the task itself.</param>
/// <param name="Seconds">Wall time spent on it in this run.</param>
public sealed record MethodSummary(string Name, string Title, int Width, double Seconds);
