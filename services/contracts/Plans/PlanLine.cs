namespace UserRep.Contracts.Plans;

/// <summary>One thing that a change will do, or that one should know before.</summary>
public sealed record PlanLine(PlanSign Sign, string Text);
