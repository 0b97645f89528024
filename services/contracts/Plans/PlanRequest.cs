namespace UserRep.Contracts.Plans;

/// <summary>Body of <c>POST /v1/plans</c>.</summary>
/// <param name="Model">The model that it is about; none for a plan that is about a version alone.</param>
/// <param name="Version">To migrate to, to try, to retire, or to serve through an adapter. May be left out where a shadow ends.</param>
/// <param name="Share">Of a canary, in percent of the model's users; 0 ends it.</param>
/// <param name="End">Of a shadow or a canary: that it ends.</param>
/// <param name="Adapter">Id of the adapter; none for another kind.</param>
public sealed record PlanRequest(PlanKind Kind, string? Version = null, string? Model = null, double? Share = null, bool End = false, string? Adapter = null);
