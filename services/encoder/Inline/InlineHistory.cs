using System.Globalization;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;

namespace UserRep.Encoder.Inline;

/// <summary>Makes a history as feature-ingest would have made it of the same events.</summary>
internal static class InlineHistory
{
    /// <param name="user">Validated.</param>
    public static UserFeatures Of(InlineUser user, DateTimeOffset now)
    {
        var asOf = At(user.AsOf) ?? now.ToUnixTimeMilliseconds();
        var history = new UserHistory();
        var events = new List<UserEvent>();
        // Whose they are doesn't matter here, but a message has no null. An id for each that has none: two alike are two, as two published ones would be.
        foreach (var (i, e) in (user.Interactions ?? []).Index())
            events.Add(EventConversion.Interaction(e with { UserId = "", EventId = e.EventId ?? i.ToString(CultureInfo.InvariantCulture) }, At(e.At) ?? asOf));
        if (user.Onboarding is { } onboarding)
            events.Add(EventConversion.Onboarding(onboarding with { UserId = "", EventId = onboarding.EventId ?? "onboarding" }, At(onboarding.At) ?? asOf));
        if (user.Profile is { } profile)
            events.Add(EventConversion.Profile(profile with { UserId = "", EventId = profile.EventId ?? "profile" }, At(profile.At) ?? asOf));
        foreach (var e in events.Where(e => e.At <= asOf))
            HistoryEditor.Apply(history, e);
        return new UserFeatures { History = history, AsOf = asOf };
    }

    private static long? At(string? text) => text is not null && InlineUserValidator.TryParse(text, out var at) ? at.ToUnixTimeMilliseconds() : null;
}
