using System.Text.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Features.Histories;

namespace UserRep.Trainer.Events;

/// <summary>The two ways an event leaves its source: as wire JSON for the services, or straight into a history offline.</summary>
public static class SourceEventExtensions
{
    /// <summary>Writes the event's data object of the wire contract.</summary>
    public static void WriteData(this SourceEvent e, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("eventId", e.EventId);
        json.WriteString("userId", e.UserId);
        // A UTC DateTime is written as ISO 8601 with a Z and only as many decimals as it has.
        json.WriteString("at", e.Instant.UtcDateTime);
        switch (e.Kind)
        {
            case SourceEventKind.Interaction:
                WriteInteraction(e, json);
                break;
            case SourceEventKind.Onboarding:
                json.WriteStartArray("itemIds");
                foreach (var item in e.ItemIds!)
                    json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            default:
                WriteProfile(e.Profile!, json);
                break;
        }
        json.WriteEndObject();
    }

    /// <summary>The event as feature-ingest hands it to a history.</summary>
    public static UserEvent ToUserEvent(this SourceEvent e) => e.Kind switch
    {
        SourceEventKind.Interaction => EventConversion.Interaction(new InteractionEvent(e.EventId, e.UserId, e.ItemId, e.Action, null, e.Weight, e.PlayedMs), e.At),
        SourceEventKind.Onboarding => EventConversion.Onboarding(new OnboardingEvent(e.EventId, e.UserId, e.ItemIds, null), e.At),
        // Named values and attributes end under the same names in a history, so all may go as attributes.
        _ => EventConversion.Profile(new ProfileEvent(e.EventId, e.UserId, null, Attributes: e.Profile), e.At),
    };

    /// <summary>Applies the event exactly as the ingest service does.</summary>
    public static ApplyResult ApplyTo(this SourceEvent e, UserHistory history) => HistoryEditor.Apply(history, e.ToUserEvent());

    private static void WriteInteraction(SourceEvent e, Utf8JsonWriter json)
    {
        json.WriteString("itemId", e.ItemId);
        json.WriteString("action", e.Action);
        if (e.Weight is { } weight)
            json.WriteNumber("weight", weight);
        if (e.PlayedMs is { } played)
            json.WriteNumber("playedMs", played);
    }

    private static void WriteProfile(IReadOnlyDictionary<string, string> values, Utf8JsonWriter json)
    {
        var others = 0;
        foreach (var (name, value) in values)
        {
            if (IsNamed(name))
                json.WriteString(name, value);
            else
                others++;
        }
        if (others == 0)
            return;
        json.WriteStartObject("attributes");
        foreach (var (name, value) in values)
        {
            if (!IsNamed(name))
                json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    private static bool IsNamed(string name) =>
        name is EventConversion.Country or EventConversion.Language or EventConversion.SignedUpOn or EventConversion.AgeBand;
}
