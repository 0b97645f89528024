using Dapr.Actors;
using UserRep.Contracts.Shards;
using UserRep.Contracts.Versions;

namespace UserRep.FeatureIngest.Shards;

/// <summary>The single writer for the users that hash to it.</summary>
public interface IUserShard : IActor
{
    /// <summary>Applies a ShardBatch (protobuf). When it returns, everything in it is durable.</summary>
    Task Apply(byte[] batch);

    /// <summary>Emits what is owed.</summary>
    Task<PumpResult> Pump();

    /// <summary>Takes the next step of a refresh or backfill, if one is due.</summary>
    Task<PumpResult> Walk();

    Task<ShardReport> Report();

    Task<ShardLoad> Load();

    /// <summary>UserFeatures (protobuf): a user's history and the as_of that it would be emitted with now. Empty where the user is unknown.</summary>
    Task<byte[]> History(string userId);

    /// <summary>A replay has ended: from now on vectors speak for this instant (Unix milliseconds) at least, and all users are emitted again.</summary>
    Task EndReplay(long asOf);

    /// <summary>Begins to emit all histories for one version, or goes on where it was stopped; a second call for the same version and round changes nothing, a higher round starts over.</summary>
    Task StartBackfill(BackfillOrder order);

    /// <summary>Ends a version's backfill where it stands. One that is done, or was never begun, is left as it is.</summary>
    Task StopBackfill(string version);

    /// <summary>Removes a user's history, and from now on refuses what is older; asked again for one receipt, it tells the same.</summary>
    Task<HistoryErasure> Erase(HistoryErasureOrder order);

    /// <summary>The archive is cleared of an erased user: what was accepted since goes into it.</summary>
    Task ResumeArchive(HistoryErasureOrder order);
}

/// <param name="More">There is more to do now.</param>
/// <param name="DelayMilliseconds">How long to wait before the next call.</param>
public sealed record PumpResult(bool More, int DelayMilliseconds);

/// <param name="Owed">Users whose newest history has not been emitted yet, those still to be walked by a refresh included.</param>
public sealed record ShardReport(
    long Users, long Accepted, long Duplicate, long Late, long Overflowed, long Redelivered, long Erased, long Owed, IReadOnlyList<ShardBackfill> Backfills);

/// <param name="StartedAt">Unix milliseconds, like EndedAt; 0 where it has not begun, or not ended.</param>
/// <param name="UsersPerSecond">Lately; null where that is not known.</param>
public sealed record ShardBackfill(string Version, BackfillState State, long Emitted, long StartedAt, long EndedAt, double? UsersPerSecond, int Round = 0);

/// <param name="Round">See BackfillProgress.</param>
public sealed record BackfillOrder(string Version, int Round = 0);

public sealed record HistoryErasureOrder(string UserId, string Receipt);

/// <param name="ErasedAt">Unix milliseconds: what was published up to then is older.</param>
/// <param name="ExpiresAt">Unix milliseconds until which what is older is refused.</param>
/// <param name="Emission">The last emission number of the erased history.</param>
/// <param name="Removed">By kind, how much.</param>
public sealed record HistoryErasure(long ErasedAt, long ExpiresAt, long Emission, IReadOnlyDictionary<string, long> Removed);
