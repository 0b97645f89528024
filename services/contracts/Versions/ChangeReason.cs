namespace UserRep.Contracts.Versions;

/// <summary>Body of a change that asks for nothing else: why, for the audit.</summary>
public sealed record ChangeReason(string? Why = null);
