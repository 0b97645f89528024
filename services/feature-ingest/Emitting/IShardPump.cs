namespace UserRep.FeatureIngest.Emitting;

internal interface IShardPump
{
    /// <summary>Pumps a shard after a delay at the latest; an earlier appointment stands.</summary>
    void Schedule(int shard, TimeSpan delay);

    /// <summary>The same for the next step of a shard's refresh or backfill.</summary>
    void ScheduleWalk(int shard, TimeSpan delay);
}
