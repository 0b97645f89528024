using UserRep.Adapters;

namespace UserRep.Evaluator.Adapters;

/// <summary>An adapter, or every reason why there is none.</summary>
public sealed record AdapterFitOutcome(AdapterFile? File, IReadOnlyList<string> Faults);
