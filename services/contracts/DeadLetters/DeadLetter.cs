namespace UserRep.Contracts.DeadLetters;

/// <summary>A message of the topic user-events-dead: what came in, byte for byte, and why it was refused.</summary>
/// <param name="Id">32 hex digits: the hash of the refused message's CloudEvent source and id or, where it has no id, of its bytes. A redelivery has the same.</param>
/// <param name="Original">At most <see cref="MaxOriginalBytes"/>; what is longer is cut there.</param>
/// <param name="OriginalLength">Bytes of the message as it came.</param>
/// <param name="UserId">Null where none can be read from it.</param>
/// <param name="Replay">0, or the number of the replay of this letter that was refused again.</param>
/// <param name="PublishedAt">As the message's envelope says; null where it doesn't.</param>
public sealed record DeadLetter(
    string Id, string Reason, IReadOnlyList<DeadLetterFault> Faults, byte[] Original, long OriginalLength, DateTimeOffset RefusedAt, string? UserId = null, int Replay = 0,
    DateTimeOffset? PublishedAt = null)
{
    public const int MaxOriginalBytes = 1024 * 1024;
}
