namespace UserRep.Contracts.Plans;

/// <summary>Body of <c>POST /v1/plans/{id}/apply</c>.</summary>
/// <param name="Force">Overrides thresholds, never rules; it needs a reason.</param>
public sealed record PlanApplication(bool Force = false, string? Why = null);
