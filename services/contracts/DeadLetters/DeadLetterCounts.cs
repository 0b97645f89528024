namespace UserRep.Contracts.DeadLetters;

/// <summary>What has become of the dead letters, since feature-ingest began.</summary>
/// <param name="Kept">Letters there now, those that are deleted but not forgotten excluded.</param>
/// <param name="KeptBytes">Bytes of the messages kept, originals and replays.</param>
/// <param name="Overflowed">Letters dropped, oldest first, because the bound on dead letters was reached.</param>
/// <param name="Expired">Letters whose time was over.</param>
/// <param name="Deleted">Letters that an operator deleted.</param>
/// <param name="Replays">Replays published.</param>
/// <param name="Redelivered">Refusals that came again and were not counted again.</param>
public sealed record DeadLetterCounts(long Kept, long KeptBytes, long Overflowed, long Expired, long Deleted, long Replays, long Redelivered);
