using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Clocks;

namespace UserRep.FeatureIngest.Tests.Clocks;

public class AsOfClockTests
{
    private const long Day = UnixDay.MillisecondsPerDay;
    private const long Now = 20_000 * Day + 5;

    [Fact]
    public void Wall_AsOf_IsNow()
    {
        var clock = Clock(IngestClock.Wall);
        Assert.Equal(Now, clock.AsOf(new UserHistory { LastEventAt = 7 }, 0));
        Assert.Equal(Now, clock.AsOf(new UserHistory { LastEventAt = Now + 1 }, Now + 9));
    }

    [Theory]
    [InlineData(7, 0, 7)]
    [InlineData(7, 5, 7)]
    [InlineData(7, 9, 9)]
    [InlineData(-7, 0, 0)]
    public void Event_AsOf_IsTheUsersLastEventOrTheEndOfTheReplay(long lastEvent, long replayAsOf, long expected) =>
        Assert.Equal(expected, Clock(IngestClock.Event).AsOf(new UserHistory { LastEventAt = lastEvent }, replayAsOf));

    [Theory]
    [InlineData((int)IngestClock.Wall)]
    [InlineData((int)IngestClock.Event)]
    public void TooFarAhead_InBothModes_IsJudgedByTheWall(int mode)
    {
        var clock = Clock((IngestClock)mode);
        Assert.False(clock.IsTooFarAhead(Now + 300_000));
        Assert.True(clock.IsTooFarAhead(Now + 300_001));
    }

    [Theory]
    // A window of 180 days at day 20,000 begins with day 19,821.
    [InlineData(19_821 * Day, false)]
    [InlineData(19_821 * Day - 1, true)]
    [InlineData(19_820 * Day, true)]
    [InlineData(Now, false)]
    [InlineData(-Day, true)]
    public void Late_OnTheWallClock_IsBeforeTheLongestWindow(long at, bool late)
    {
        Assert.Equal(late, Clock(IngestClock.Wall).IsLate(at));
        Assert.False(Clock(IngestClock.Event).IsLate(at));
    }

    [Fact]
    public void RefreshDay_FollowsTheWallOrTheEndOfTheReplay()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Now));
        var wall = Clock(IngestClock.Wall, time);
        Assert.Equal(20_000, wall.RefreshDay(0));
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(20_001, wall.RefreshDay(5 * Day));
        Assert.Null(Clock(IngestClock.Event).RefreshDay(0));
        Assert.Equal(5, Clock(IngestClock.Event).RefreshDay(6 * Day - 1));
    }

    private static AsOfClock Clock(IngestClock mode, FakeTimeProvider? time = null) =>
        new(Options.Create(new FeatureIngestOptions { Clock = mode }), time ?? new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(Now)));
}
