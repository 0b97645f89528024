using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Walks;

/// <summary>
/// One rate over all shards: each takes an equal part of it, in steps that are due one after another. What is due is saved with the shard and not kept by
/// whoever calls it, so neither several replicas that call nor one that starts again add up to more. Times are Unix milliseconds.
/// </summary>
internal sealed class WalkPace(IOptions<FeatureIngestOptions> options)
{
    /// <summary>Small enough that a step holds the shard up for milliseconds.</summary>
    private const int MaxStepUsers = 64;

    /// <summary>Steps of a shard in a second, where the rate is low enough for them to be smaller.</summary>
    private const int StepsPerSecond = 4;

    /// <summary>How much of a late step may be made up for.</summary>
    private const long Slack = 250;

    private readonly double _millisecondsPerUser = 1000.0 * options.Value.Shards / options.Value.WalkUsersPerSecond;

    public int StepUsers => (int)Math.Clamp(1000 / StepsPerSecond / _millisecondsPerUser, 1, MaxStepUsers);

    /// <summary>When a shard takes its first step after a pause: shards begin one after another, as far apart as their steps are.</summary>
    public long FirstDue(int shard, long now) => now + Cost(StepUsers) * shard / options.Value.Shards;

    public long NextDue(long due, long now, int users) => Math.Max(due, now - Slack) + Cost(users);

    /// <summary>No step is due later than after a whole one, unless the clock was set back.</summary>
    public long Bounded(long due, long now) => Math.Min(due, now + Math.Max(Cost(StepUsers), Slack));

    /// <summary>When a refresh may take its next step so that it ends RefreshHours after its midnight; now, where that is past.</summary>
    /// <param name="left">Users that it has yet to pass.</param>
    public long NextRefreshDue(RefreshWalk refresh, long now, long left)
    {
        var end = refresh.Day * UnixDay.MillisecondsPerDay + options.Value.RefreshHours * 3_600_000L;
        return now >= end || left <= 0 ? now : now + (end - now) * Math.Min(StepUsers, left) / left;
    }

    private long Cost(int users) => (long)Math.Round(_millisecondsPerUser * users);
}
