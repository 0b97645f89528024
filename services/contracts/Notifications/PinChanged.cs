namespace UserRep.Contracts.Notifications;

/// <summary>On the bus of the bridge: a downstream model was assigned another encoder version.</summary>
/// <param name="Pin">Null: it has none any more.</param>
/// <param name="PreviousPin">The pin that was told before; null for a model's first.</param>
/// <param name="Change">Counts the changes told of this model from 1: the order in which they happened.</param>
public sealed record PinChanged(string Model, string? Pin, string? PreviousPin, long Change);
