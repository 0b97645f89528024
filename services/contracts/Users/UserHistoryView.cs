namespace UserRep.Contracts.Users;

/// <summary>What is known of a user, as a person reads it.</summary>
/// <param name="AsOf">The instant it is shown for: what is of a later day is left out.</param>
/// <param name="Emission">How often the history has been sent out changed.</param>
/// <param name="EventIds">Event ids remembered, so that a repeated event is known.</param>
/// <param name="Overflowed">Events not kept because the history is at its bound.</param>
/// <param name="AttributesOverflowed">Profile values not kept because there are too many of them.</param>
/// <param name="FellOffUpTo">Days at or before this one fell off the bound; null if none did.</param>
/// <param name="Bytes">Size of the whole history as it is stored.</param>
public sealed record UserHistoryView(
    string UserId, DateTimeOffset AsOf, long Emission, DateTimeOffset? LastEventAt, IReadOnlyList<HistoryDayView> Days, IReadOnlyList<ProfileValueView> Profile,
    OnboardingView? Onboarding, int EventIds, long Overflowed, long AttributesOverflowed, DateOnly? FellOffUpTo, int Bytes);

/// <param name="Day">UTC.</param>
/// <param name="FellOff">The day had more than one day may hold: its events are counted and not kept.</param>
public sealed record HistoryDayView(DateOnly Day, IReadOnlyList<ActivityView> Activities, int EventIds, bool FellOff);

/// <param name="Item">The item's 64-bit hash, 16 hex digits.</param>
/// <param name="ItemId">The item's id, where a bundle that was asked knows it.</param>
/// <param name="Weight">Sum over the events, as the source gave it.</param>
/// <param name="ItemName">What people call the item, where a bundle that was asked says it.</param>
public sealed record ActivityView(string Item, string? ItemId, string Action, uint Count, double Weight, ulong Milliseconds, string? ItemName = null);

/// <summary>The latest value of one attribute.</summary>
public sealed record ProfileValueView(string Name, string Value, DateTimeOffset At);

/// <summary>The latest picks.</summary>
public sealed record OnboardingView(IReadOnlyList<PickView> Items, DateTimeOffset At);

/// <inheritdoc cref="ActivityView"/>
public sealed record PickView(string Item, string? ItemId, string? ItemName = null);
