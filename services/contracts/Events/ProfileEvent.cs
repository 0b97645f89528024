namespace UserRep.Contracts.Events;

/// <summary>What is known of a user; absent values leave what was known before.</summary>
public sealed record ProfileEvent(
    string? EventId,
    string? UserId,
    string? At,
    string? Country = null,
    string? Language = null,
    string? SignedUpOn = null,
    string? AgeBand = null,
    IReadOnlyDictionary<string, string>? Attributes = null,
    string? Type = null);
