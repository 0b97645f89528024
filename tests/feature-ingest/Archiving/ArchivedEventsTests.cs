using System.Text.Json;
using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;
using UserRep.FeatureIngest.Archiving;
using UserRep.FeatureIngest.Events;
using UserRep.Features.Histories;
using UserRep.ServiceDefaults;

namespace UserRep.FeatureIngest.Tests.Archiving;

public class ArchivedEventsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_Interaction_KeepsIdsAndWhatWasNotGiven(bool given)
    {
        var body = new InteractionEvent("e", "u", "i", "listen", "2026-06-30T12:00:00Z", given ? 0.1 : null, given ? 7 : null);
        var archived = ArchivedEvents.Of(EventReading.Of(EventConversion.Interaction(body, 5), body));
        Assert.Equal(("e", "u", 5L, "i", "listen"), (archived.EventId, archived.UserId, archived.At, archived.Interaction.ItemId, archived.Interaction.Action));
        Assert.Equal((given, given), (archived.Interaction.HasWeight, archived.Interaction.HasPlayedMs));
        Assert.Equal(given ? (0.1, 7L) : (0, 0), (archived.Interaction.Weight, archived.Interaction.PlayedMs));
    }

    [Fact]
    public void Of_Onboarding_KeepsTheItems()
    {
        var body = new OnboardingEvent("e", "u", ["a", "b"], "2026-06-30T12:00:00Z");
        Assert.Equal(
            new ArchivedEvent { EventId = "e", UserId = "u", At = 5, Onboarding = new ArchivedOnboarding { ItemIds = { "a", "b" } } },
            ArchivedEvents.Of(EventReading.Of(EventConversion.Onboarding(body, 5), body)));
    }

    [Fact]
    public void Of_Profile_HasNamedValuesAndAttributes()
    {
        var body = JsonSerializer.Deserialize<ProfileEvent>("""{"eventId":"e","userId":"u","at":"x","country":"SE","attributes":{"plan":"free"}}""", UserRepJson.Options)!;
        Assert.Equal(
            new ArchivedEvent { EventId = "e", UserId = "u", At = 5, Profile = new ArchivedProfile { Values = { ["country"] = "SE", ["plan"] = "free" } } },
            ArchivedEvents.Of(EventReading.Of(EventConversion.Profile(body, 5), body)));
    }
}
