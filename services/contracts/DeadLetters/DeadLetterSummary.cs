namespace UserRep.Contracts.DeadLetters;

/// <summary>A dead letter as it is listed.</summary>
/// <param name="Bytes">Length of the original message.</param>
/// <param name="ExpiresAt">Null: it is kept until someone deletes it or the bound on dead letters is reached.</param>
public sealed record DeadLetterSummary(
    string Id, string Reason, DateTimeOffset ReceivedAt, string? UserId, long Bytes, DeadLetterState State, int Replays, DateTimeOffset? ExpiresAt);
