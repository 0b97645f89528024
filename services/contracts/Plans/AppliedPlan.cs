namespace UserRep.Contracts.Plans;

/// <param name="Changed">False where all was so already.</param>
public sealed record AppliedPlan(string Id, bool Changed);
