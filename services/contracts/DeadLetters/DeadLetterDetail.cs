namespace UserRep.Contracts.DeadLetters;

/// <summary>One dead letter with all that is known of it.</summary>
/// <param name="Original">The message as it came, base64; cut at 1 MiB.</param>
/// <param name="Text">The same as text, where it is UTF-8.</param>
/// <param name="Replayed">The message that the last replay published, as text; null before that.</param>
public sealed record DeadLetterDetail(DeadLetterSummary Letter, IReadOnlyList<DeadLetterFault> Faults, byte[] Original, string? Text, DateTimeOffset? ReplayedAt, string? Replayed);
