using UserRep.Evaluator.Results;

namespace UserRep.Evaluator;

/// <summary>A result, or every reason why there is none. A search for settings has neither: it wrote a file.</summary>
public sealed record EvaluationOutcome(EvaluationResult? Result, IReadOnlyList<string> Faults);
