namespace UserRep.Contracts.Events;

/// <summary>A message of the topic user-events-dead: what came in, byte for byte, and why it was refused.</summary>
public sealed record DeadLetter(string Reason, IReadOnlyList<string> Faults, byte[] Original, DateTimeOffset RefusedAt);
