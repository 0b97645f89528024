namespace UserRep.Contracts.Plans;

/// <summary>What a change will do, before it is done. It is kept for 7 days, and applied as it stands or not at all.</summary>
/// <param name="From">The version that a model moves away from, or that a version will be served from.</param>
/// <param name="Share">Of a canary, in percent of the model's users; 0 where it ends.</param>
/// <param name="End">The canary or shadow ends.</param>
/// <param name="Adapter">Id of the adapter that a version will be served through.</param>
/// <param name="Basis">Hash of what was decided upon: pins, heads and states. If it has changed when the plan is applied, the plan is refused.</param>
public sealed record Plan(
    string Id,
    PlanKind Kind,
    string? Model,
    string Version,
    string? From,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string Basis,
    IReadOnlyList<PlanLine> Lines,
    IReadOnlyList<PlanRefusal> Refusals,
    double? Share = null,
    bool End = false,
    string? Adapter = null);
