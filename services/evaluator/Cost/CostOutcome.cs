namespace UserRep.Evaluator.Cost;

/// <summary>A result, or every reason why there is none.</summary>
public sealed record CostOutcome(CostResult? Result, IReadOnlyList<string> Faults);
