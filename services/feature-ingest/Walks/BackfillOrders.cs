using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Walks;

/// <summary>Starts and stops backfills in a shard. Every order may be repeated.</summary>
internal static class BackfillOrders
{
    public static BackfillState State(this BackfillWalk backfill) =>
        backfill.Done ? BackfillState.Done
        : backfill.Stopped ? BackfillState.Stopped
        : backfill.StartedAt == 0 ? BackfillState.Waiting
        : BackfillState.Running;

    /// <returns>False if nothing is changed by it.</returns>
    public static bool Start(ShardMeta meta, string version, int round = 0)
    {
        // What an earlier round emitted is gone: all of it is wanted again.
        if (meta.Backfills.FirstOrDefault(b => b.Version == version && b.Round < round) is { } earlier)
            meta.Backfills.Remove(earlier);
        if (meta.Backfills.FirstOrDefault(b => b.Version == version) is not { } known)
            meta.Backfills.Add(new BackfillWalk { Version = version, Round = round });
        else if (known.Stopped)
            (known.Stopped, known.EndedAt) = (false, 0);
        else
            return false;
        return true;
    }

    public static bool Stop(ShardMeta meta, string version, long now)
    {
        if (meta.Backfills.FirstOrDefault(b => b.Version == version) is not { Done: false, Stopped: false } running)
            return false;
        (running.Stopped, running.EndedAt) = (true, now);
        return true;
    }
}
