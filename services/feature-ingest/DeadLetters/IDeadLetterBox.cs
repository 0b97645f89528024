using Dapr.Actors;
using UserRep.Contracts.DeadLetters;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>The single writer of the dead letters.</summary>
public interface IDeadLetterBox : IActor
{
    /// <summary>Keeps and counts the letters that it doesn't have. When it returns, they are durable.</summary>
    Task Store(DeadLetter[] letters);

    Task<DeadLetterPage> List(LetterQuery query);

    Task<LetterAnswer> Find(string id);

    /// <summary>Publishes a letter again, once for each time that it was refused; otherwise it only tells how the letter stands.</summary>
    Task<LetterAnswer> Replay(LetterReplay order);

    /// <summary>Ingest has taken a replay.</summary>
    Task Settle(LetterSettlement settlement);

    /// <returns>False if there is no such letter.</returns>
    Task<bool> Delete(string id);

    Task<BoxReport> Report();

    /// <summary>Empties the next of a user's letters, and from now on what comes that is older than the erasure.</summary>
    Task<LetterErasure> Erase(LetterErasureOrder order);
}

/// <param name="Reason">Null: any.</param>
/// <param name="After">Letters that came after this one; -1 for all.</param>
public sealed record LetterQuery(string? Reason, long After, int Limit);

/// <param name="Replacement">What to publish instead of the original; empty: the original.</param>
public sealed record LetterReplay(string Id, byte[] Replacement);

public sealed record LetterSettlement(string Id, int Replay, DeadLetterState State);

/// <param name="ErasedAt">Unix milliseconds.</param>
/// <param name="ExpiresAt">Unix milliseconds until which what is older is emptied.</param>
public sealed record LetterErasureOrder(string UserId, string Receipt, long ErasedAt, long ExpiresAt);

/// <param name="Done">False: ask again for the rest.</param>
/// <param name="Removed">Letters emptied for this receipt so far.</param>
public sealed record LetterErasure(bool Done, long Removed);

/// <param name="Letter">Null if there is none.</param>
/// <param name="Fault">Why it could not be replayed.</param>
public sealed record LetterAnswer(DeadLetterDetail? Letter, string? Fault = null);

/// <param name="Refused">By reason.</param>
public sealed record BoxReport(IReadOnlyDictionary<string, long> Refused, DeadLetterCounts Counts);
