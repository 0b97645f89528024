namespace UserRep.Contracts.Versions;

/// <summary>How far feature-ingest has walked its users for one version. Kept after the end.</summary>
/// <param name="Users">Users known now.</param>
/// <param name="Emitted">Users emitted so far. Those who join or are erased meanwhile may make it differ from Users in the end.</param>
/// <param name="Round">Counts from 0 how often a version was filled anew after it had been given up.</param>
/// <param name="UsersPerSecond">Over the last minute; once done, over all of it. Null where it is not known (yet).</param>
/// <param name="EndedAt">When it was done or stopped.</param>
/// <param name="EstimatedCompletion">At the rate of the last minute; null where that is not known, and where it has ended.</param>
public sealed record BackfillProgress(
    string Version,
    BackfillState State,
    long Users,
    long Emitted,
    double? UsersPerSecond = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    DateTimeOffset? EstimatedCompletion = null,
    int Round = 0)
{
    public bool Done => State == BackfillState.Done;
}
