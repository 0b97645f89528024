using System.Text.Json;
using FluentValidation;
using Microsoft.Extensions.Options;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;
using UserRep.Features.Histories;
using UserRep.ServiceDefaults;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Events;

/// <summary>Reads one message of user-events, entirely by itself: whatever is wrong with it stays with it.</summary>
internal sealed class EventReader(
    IValidator<InteractionEvent> interactions, IValidator<OnboardingEvent> onboardings, IValidator<ProfileEvent> profiles, AsOfClock clock, IOptions<FeatureIngestOptions> options)
{
    public EventReading Read(TopicEntry entry)
    {
        if (entry.Original.Length > options.Value.MaxEventBytes)
            return EventReading.Refused(RefusalReasons.TooLarge, $"The message has {entry.Original.Length} bytes; {options.Value.MaxEventBytes} are allowed.");
        if (entry.Message.ValueKind != JsonValueKind.Object)
            return EventReading.Refused(RefusalReasons.NotCloudEvent, "The message is not a CloudEvent in JSON, at most 64 levels deep; publish without rawPayload.");
        var data = entry.Data;
        if (data.ValueKind != JsonValueKind.Object)
            return EventReading.Refused(RefusalReasons.BodyNotJson, "The event's data must be a JSON object.");
        return Type(entry, data) switch
        {
            EventTypes.Interaction => Read(data, interactions, e => e.At, EventConversion.Interaction),
            EventTypes.Onboarding => Read(data, onboardings, e => e.At, EventConversion.Onboarding),
            EventTypes.Profile => Read(data, profiles, e => e.At, EventConversion.Profile),
            var unknown => EventReading.Refused(RefusalReasons.UnknownType, $"Type '{unknown}' is unknown; known are {string.Join(", ", EventTypes.All)}."),
        };
    }

    /// <summary>The CloudEvent's type; a publisher of plain JSON can't set it and says it in the data.</summary>
    private static string? Type(TopicEntry entry, JsonElement data) =>
        entry.Type is { } type && EventTypes.All.Contains(type) ? type
        : data.Member("type").TextOrNull() ?? entry.Type;

    private EventReading Read<T>(JsonElement data, IValidator<T> validator, Func<T, string?> at, Func<T, long, UserEvent> convert)
    {
        T? body;
        try
        {
            body = data.Deserialize<T>(UserRepJson.Options);
        }
        catch (JsonException e)
        {
            return EventReading.Refused(RefusalReasons.Malformed, new DeadLetterFault(e.Path?.TrimStart('$', '.') ?? "", e.Message));
        }
        var result = validator.Validate(body!);
        if (!result.IsValid)
            return EventReading.Refused(RefusalReasons.Invalid, [.. result.Errors.Select(e => new DeadLetterFault(JsonNamingPolicy.CamelCase.ConvertName(e.PropertyName), e.ErrorMessage))]);
        IsoInstant.TryParse(at(body!), out var instant);
        return clock.IsTooFarAhead(instant)
            ? EventReading.Refused(RefusalReasons.TooFarAhead, new DeadLetterFault("at", $"The time {at(body!)} is more than the allowed span ahead of the clock."))
            : EventReading.Of(convert(body!, instant), body!);
    }
}
