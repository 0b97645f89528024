using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;
using UserRep.FeatureIngest.Events;

namespace UserRep.FeatureIngest.Archiving;

/// <summary>From a validated event in its public form to the form that is archived.</summary>
internal static class ArchivedEvents
{
    public static ArchivedEvent Of(EventReading reading) => reading.Body switch
    {
        InteractionEvent e => Of(e, reading.Event!.At),
        OnboardingEvent e => new ArchivedEvent { EventId = e.EventId, UserId = e.UserId, At = reading.Event!.At, Onboarding = new ArchivedOnboarding { ItemIds = { e.ItemIds } } },
        // Named values and attributes stand under the names that histories have them by.
        ProfileEvent e => new ArchivedEvent { EventId = e.EventId, UserId = e.UserId, At = reading.Event!.At, Profile = new ArchivedProfile { Values = { reading.Event.Profile.Values } } },
        _ => throw new ArgumentException("A refused message can't be archived.", nameof(reading)),
    };

    private static ArchivedEvent Of(InteractionEvent e, long at)
    {
        var interaction = new ArchivedInteraction { ItemId = e.ItemId, Action = e.Action };
        if (e.Weight is { } weight)
            interaction.Weight = weight;
        if (e.PlayedMs is { } played)
            interaction.PlayedMs = played;
        return new ArchivedEvent { EventId = e.EventId, UserId = e.UserId, At = at, Interaction = interaction };
    }
}
