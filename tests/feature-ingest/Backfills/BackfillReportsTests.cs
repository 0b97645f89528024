using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Backfills;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Backfills;

public class BackfillReportsTests
{
    private const string V2 = "representation@v2";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(1_000_000);

    [Fact]
    public void Progress_OfNone_IsNull() => Assert.Null(BackfillReports.Progress([Shard(10), Shard(10)], V2, s_now));

    [Fact]
    public void Progress_OrderedInSomeShards_Waits()
    {
        var progress = BackfillReports.Progress([Shard(10, new ShardBackfill(V2, BackfillState.Running, 5, 900_000, 0, 3)), Shard(10)], V2, s_now)!;
        Assert.Equal((BackfillState.Waiting, 20, 5, null), (progress.State, progress.Users, progress.Emitted, progress.EstimatedCompletion));
    }

    [Fact]
    public void Progress_UnderWay_HasRateAndEstimate()
    {
        // 60 of 100 and all of 50 are done; the shard that is done adds nothing to the rate any more.
        var progress = BackfillReports.Progress(
            [Shard(100, new ShardBackfill(V2, BackfillState.Running, 60, 950_000, 0, 8)), Shard(50, new ShardBackfill(V2, BackfillState.Done, 50, 940_000, 990_000, 20))], V2, s_now)!;
        Assert.Equal((BackfillState.Running, 150, 110, false), (progress.State, progress.Users, progress.Emitted, progress.Done));
        Assert.Equal((8, s_now.AddSeconds(5)), (progress.UsersPerSecond!.Value, progress.EstimatedCompletion!.Value));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(940_000), null), (progress.StartedAt!.Value, progress.EndedAt));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void Progress_RateUnknownOrNone_HasNoEstimate(double? rate)
    {
        var progress = BackfillReports.Progress([Shard(100, new ShardBackfill(V2, BackfillState.Running, 60, 950_000, 0, rate))], V2, s_now)!;
        Assert.Equal((rate, null), (progress.UsersPerSecond, progress.EstimatedCompletion));
    }

    [Fact]
    public void Progress_OfOneThatIsDone_KeepsHowLongItTook()
    {
        var progress = BackfillReports.Progress(
            [Shard(100, new ShardBackfill(V2, BackfillState.Done, 100, 900_000, 910_000, null)), Shard(100, new ShardBackfill(V2, BackfillState.Done, 100, 901_000, 920_000, null))], V2, s_now)!;
        Assert.Equal((true, 10.0, null), (progress.Done, progress.UsersPerSecond!.Value, progress.EstimatedCompletion));
        Assert.Equal((900_000, 920_000), (progress.StartedAt!.Value.ToUnixTimeMilliseconds(), progress.EndedAt!.Value.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void Progress_StoppedInOneShard_IsStopped()
    {
        var progress = BackfillReports.Progress(
            [Shard(100, new ShardBackfill(V2, BackfillState.Stopped, 20, 900_000, 910_000, null)), Shard(100, new ShardBackfill(V2, BackfillState.Done, 100, 901_000, 905_000, null))], V2, s_now)!;
        Assert.Equal((BackfillState.Stopped, 910_000), (progress.State, progress.EndedAt!.Value.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void All_OfSeveralVersions_TellsEachOnce()
    {
        var all = BackfillReports.All([Shard(1, Waiting("representation@v2"), Waiting("representation@v3")), Shard(1, Waiting("representation@v2"), Waiting("representation@v3"))], s_now);
        Assert.Equal([("representation@v2", BackfillState.Waiting), ("representation@v3", BackfillState.Waiting)], all.Select(b => (b.Version, b.State)));
    }

    private static ShardBackfill Waiting(string version) => new(version, BackfillState.Waiting, 0, 0, 0, null);

    private static ShardReport Shard(long users, params ShardBackfill[] backfills) => new(users, 0, 0, 0, 0, 0, 0, 0, backfills);
}
