namespace UserRep.Trainer.Events;

/// <summary>One event without its strings.</summary>
/// <param name="Item">Index into the log's items, or -1 for anything but an interaction.</param>
/// <param name="Other">Index into the log's other events, or -1 for an interaction.</param>
internal readonly record struct LoggedEvent(int User, int Item, int Action, int Other, long At, ulong Hash, long MilliWeight, ulong Milliseconds);
