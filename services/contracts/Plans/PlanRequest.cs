namespace UserRep.Contracts.Plans;

/// <summary>Body of <c>POST /v1/plans</c>.</summary>
/// <param name="Model">The model to migrate; none for another kind.</param>
/// <param name="Version">To migrate to, to retire, or to serve through an adapter.</param>
/// <param name="Adapter">Id of the adapter; none for another kind.</param>
public sealed record PlanRequest(PlanKind Kind, string? Version = null, string? Model = null, string? Adapter = null);
