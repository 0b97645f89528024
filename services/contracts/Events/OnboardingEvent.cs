namespace UserRep.Contracts.Events;

/// <summary>The items a user picked at sign-up; the latest one by <see cref="At"/> counts.</summary>
public sealed record OnboardingEvent(string? EventId, string? UserId, IReadOnlyList<string>? ItemIds, string? At, string? Type = null);
