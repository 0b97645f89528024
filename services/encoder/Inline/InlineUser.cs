using UserRep.Contracts.Events;

namespace UserRep.Encoder.Inline;

/// <summary>What is known of a user, told by the caller: nothing is looked up or kept. Users and event ids in it may be left out, as may times, which then are <paramref name="AsOf"/>.</summary>
/// <param name="AsOf">The instant that the vector shall speak for, ISO 8601; none: now. What is later is not looked at.</param>
internal sealed record InlineUser(string? AsOf, IReadOnlyList<InteractionEvent>? Interactions = null, OnboardingEvent? Onboarding = null, ProfileEvent? Profile = null)
{
    public const int MaxInteractions = 1000;
}
