namespace UserRep.Contracts.Plans;

/// <summary>Body of <c>POST /v1/plans</c>.</summary>
/// <param name="Model">The model that it is about; none for a retirement.</param>
/// <param name="Version">To migrate to, to try or to retire. May be left out where a shadow ends.</param>
/// <param name="Share">Of a canary, in percent of the model's users; 0 ends it.</param>
/// <param name="End">Of a shadow or a canary: that it ends.</param>
public sealed record PlanRequest(PlanKind Kind, string? Version = null, string? Model = null, double? Share = null, bool End = false);
