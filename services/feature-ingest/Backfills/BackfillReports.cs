using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Backfills;

/// <summary>From what each shard reports to the backfill as a whole.</summary>
internal static class BackfillReports
{
    /// <returns>Null if no shard knows of one.</returns>
    public static BackfillProgress? Progress(IReadOnlyList<ShardReport> reports, string version, DateTimeOffset now)
    {
        var shards = reports.Select(r => (r.Users, Walk: r.Backfills.FirstOrDefault(b => b.Version == version))).ToArray();
        ShardBackfill[] walks = [.. shards.Select(s => s.Walk).OfType<ShardBackfill>()];
        if (walks.Length == 0)
            return null;
        var state = walks.Length < shards.Length ? BackfillState.Waiting : StateOf(walks);
        var progress = new BackfillProgress(version, state, shards.Sum(s => s.Users), walks.Sum(w => w.Emitted), Round: walks.Min(w => w.Round))
        {
            StartedAt = Instant(walks.Select(w => w.StartedAt).Where(t => t != 0).DefaultIfEmpty().Min()),
            EndedAt = state is BackfillState.Done or BackfillState.Stopped ? Instant(walks.Max(w => w.EndedAt)) : null,
        };
        return state switch
        {
            BackfillState.Done => progress with { UsersPerSecond = Rate(progress) },
            BackfillState.Running => Estimated(progress, walks, shards.Sum(s => s.Walk is { State: BackfillState.Done } ? 0 : Math.Max(0, s.Users - s.Walk!.Emitted)), now),
            _ => progress,
        };
    }

    /// <summary>All backfills there are, newest last.</summary>
    public static IReadOnlyList<BackfillProgress> All(IReadOnlyList<ShardReport> reports, DateTimeOffset now) =>
        [.. reports.SelectMany(r => r.Backfills.Select(b => b.Version)).Distinct().Select(v => Progress(reports, v, now)!)];

    private static BackfillState StateOf(ShardBackfill[] walks) =>
        walks.All(w => w.State == BackfillState.Done) ? BackfillState.Done
        : walks.Any(w => w.State == BackfillState.Stopped) ? BackfillState.Stopped
        : walks.All(w => w.State == BackfillState.Waiting) ? BackfillState.Waiting
        : BackfillState.Running;

    private static BackfillProgress Estimated(BackfillProgress progress, ShardBackfill[] walks, long left, DateTimeOffset now)
    {
        // A shard that is done adds nothing to the rate any more.
        double?[] rates = [.. walks.Where(w => w.State == BackfillState.Running).Select(w => w.UsersPerSecond)];
        if (rates.All(r => r is null))
            return progress;
        var rate = rates.Sum(r => r ?? 0);
        return progress with { UsersPerSecond = rate, EstimatedCompletion = rate > 0 ? now.AddSeconds(left / rate) : null };
    }

    private static double? Rate(BackfillProgress done) => done is { StartedAt: { } from, EndedAt: { } to } && to > from ? done.Emitted / (to - from).TotalSeconds : null;

    private static DateTimeOffset? Instant(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
