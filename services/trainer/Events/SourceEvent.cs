using UserRep.Contracts.Events;

namespace UserRep.Trainer.Events;

/// <summary>One event in its original form, as a source would publish it. Which fields are set follows from <see cref="Kind"/>.</summary>
public sealed record SourceEvent(SourceEventKind Kind, string EventId, string UserId, long At)
{
    /// <summary>Interactions only.</summary>
    public string? ItemId { get; init; }

    /// <summary>Interactions only.</summary>
    public string? Action { get; init; }

    public double? Weight { get; init; }

    public long? PlayedMs { get; init; }

    /// <summary>Onboarding only: the items picked.</summary>
    public IReadOnlyList<string>? ItemIds { get; init; }

    /// <summary>Profile only: by the names of the wire contract (country, language, signedUpOn, ageBand) or any other attribute name.</summary>
    public IReadOnlyDictionary<string, string>? Profile { get; init; }

    public DateTimeOffset Instant => DateTimeOffset.FromUnixTimeMilliseconds(At);

    /// <summary>The CloudEvent type this event is published as.</summary>
    public string CloudEventType => Kind switch
    {
        SourceEventKind.Interaction => EventTypes.Interaction,
        SourceEventKind.Onboarding => EventTypes.Onboarding,
        _ => EventTypes.Profile,
    };
}
