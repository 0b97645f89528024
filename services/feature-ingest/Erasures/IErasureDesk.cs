using Dapr.Actors;
using UserRep.Contracts.Erasures;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>The single writer of erasures' records.</summary>
public interface IErasureDesk : IActor
{
    /// <summary>Records that a user is to be erased. One whose history has not been erased yet is told again.</summary>
    Task<ErasureAnswer> Request(ErasureRequest request);

    Task<ErasureAnswer> Find(string receipt);

    /// <summary>ErasureRecords (protobuf): the oldest of those under way.</summary>
    Task<byte[]> Open();

    /// <summary>Has the desk's host work on what is under way: one host works at a time.</summary>
    Task Tend();

    /// <summary>Takes down what an owner has done. What is known changes nothing.</summary>
    Task Note(ErasureNote note);
}

public sealed record ErasureRequest(string UserId, string By);

/// <param name="Receipt">Null: there is none, or too many are under way.</param>
public sealed record ErasureAnswer(ErasureReceipt? Receipt);

/// <param name="Removed">Added to what the owner has removed for this receipt before.</param>
/// <param name="History">From the owner of histories, which comes first.</param>
/// <param name="Ordered">The other services were told.</param>
/// <param name="OpenSegments">From the archive, when it was first gone through.</param>
/// <param name="Cleared">The archive has nothing of the user any more.</param>
public sealed record ErasureNote(
    string Receipt, string Owner, bool Confirmed, IReadOnlyDictionary<string, long> Removed, HistoryErasure? History = null, bool Ordered = false,
    IReadOnlyList<string>? OpenSegments = null, bool Cleared = false, long CachesUntil = 0);
