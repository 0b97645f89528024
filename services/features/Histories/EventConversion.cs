using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;

namespace UserRep.Features.Histories;

/// <summary>
/// From a validated event in its public form to the form that histories take. Ingest and offline replay both call it,
/// so the same event leaves the same trace whichever way it came. Callers validate; a missing id here is a bug.
/// </summary>
public static class EventConversion
{
    public const string Country = "country";
    public const string Language = "language";
    public const string SignedUpOn = "signedUpOn";
    public const string AgeBand = "ageBand";

    /// <summary>One of the four attributes that a profile event names itself.</summary>
    public static bool IsNamed(string attribute) => attribute is Country or Language or SignedUpOn or AgeBand;

    /// <param name="at"><see cref="InteractionEvent.At"/> in Unix milliseconds.</param>
    public static UserEvent Interaction(InteractionEvent e, long at) => new()
    {
        UserId = e.UserId,
        EventHash = StableHash.Of(e.EventId!),
        At = at,
        Interaction = new Interaction
        {
            Item = StableHash.Of(e.ItemId!),
            Action = e.Action,
            MilliWeight = MilliWeight(e.Weight),
            Milliseconds = (ulong)(e.PlayedMs ?? 0),
        },
    };

    /// <param name="at"><see cref="OnboardingEvent.At"/> in Unix milliseconds.</param>
    public static UserEvent Onboarding(OnboardingEvent e, long at)
    {
        var onboarding = new Onboarding();
        foreach (var item in e.ItemIds!)
            onboarding.Items.Add(StableHash.Of(item));
        return new UserEvent { UserId = e.UserId, EventHash = StableHash.Of(e.EventId!), At = at, Onboarding = onboarding };
    }

    /// <summary>The four named values win over an attribute of the same name.</summary>
    /// <param name="at"><see cref="ProfileEvent.At"/> in Unix milliseconds.</param>
    public static UserEvent Profile(ProfileEvent e, long at)
    {
        var profile = new Profile();
        foreach (var (name, value) in e.Attributes ?? new Dictionary<string, string>())
            profile.Values[name] = value;
        Set(Country, e.Country);
        Set(Language, e.Language);
        Set(SignedUpOn, e.SignedUpOn);
        Set(AgeBand, e.AgeBand);
        return new UserEvent { UserId = e.UserId, EventHash = StableHash.Of(e.EventId!), At = at, Profile = profile };

        void Set(string name, string? value)
        {
            if (value is not null)
                profile.Values[name] = value;
        }
    }

    /// <summary>Thousandths, so that sums are the same in any order; an event without a weight counts once.</summary>
    public static long MilliWeight(double? weight) => (long)Math.Round((weight ?? 1.0) * 1000, MidpointRounding.AwayFromZero);
}
