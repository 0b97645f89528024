using System.Text.Json;

namespace UserRep.Contracts.Events;

/// <summary>A user acted on an item. <see cref="At"/> is ISO 8601; <see cref="Type"/> stands here only where the publisher can't set the CloudEvent's.</summary>
public sealed record InteractionEvent(
    string? EventId,
    string? UserId,
    string? ItemId,
    string? Action,
    string? At,
    double? Weight = null,
    long? PlayedMs = null,
    JsonElement? Context = null,
    string? Type = null);
