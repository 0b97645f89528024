using System.Globalization;
using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Actors.Scheduling;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class ScheduleTextTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0h0m5s0ms", "00:00:05")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("1.5s", "00:00:01.5000000")]
    [InlineData("250ms", "00:00:00.2500000")]
    [InlineData("-1m", "-00:01:00")]
    [InlineData("0", "00:00:00")]
    [InlineData("", null)]
    [InlineData("5", null)]
    [InlineData("5d", null)]
    [InlineData("s", null)]
    [InlineData("1h x", null)]
    public void GoDuration_Parses(string text, string? expected)
    {
        Assert.Equal(expected is not null, GoDuration.TryParse(text, out var duration));
        if (expected is not null)
            Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), duration);
    }

    [Theory]
    [InlineData("00:01:00", "1m0s")]
    [InlineData("1.01:00:00", "25h0m0s")]
    [InlineData("00:00:01.5", "1.5s")]
    [InlineData("00:00:00.25", "250ms")]
    [InlineData("00:00:00", "0s")]
    public void GoDuration_Formats(string duration, string expected) =>
        Assert.Equal(expected, GoDuration.Format(TimeSpan.Parse(duration, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("", "2025-03-01T12:00:00Z")]
    [InlineData("5s", "2025-03-01T12:00:05Z")]
    [InlineData("PT1H", "2025-03-01T13:00:00Z")]
    [InlineData("2025-04-01T00:00:00+02:00", "2025-03-31T22:00:00Z")]
    [InlineData("-5s", null)]
    [InlineData("soon", null)]
    public void Moment_TakesDurationsAndTimes(string text, string? expected)
    {
        Assert.Equal(expected is not null, ScheduleText.TryMoment(text, Now, out var moment));
        if (expected is not null)
            Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), moment);
    }

    [Theory]
    [InlineData("", true, null, null)]
    [InlineData("1m", true, 60, null)]
    [InlineData("@every 30s", true, 30, null)]
    [InlineData("R5/PT30S", true, 30, 5)]
    [InlineData("R2/1m", true, 60, 2)]
    [InlineData("0s", true, null, null)]
    [InlineData("R3/P1DT1S", false, null, null)]
    [InlineData("P1M", false, null, null)]
    [InlineData("R/PT1S", false, null, null)]
    [InlineData("R0/PT1S", false, null, null)]
    [InlineData("-1s", false, null, null)]
    public void Period_TakesRepetitionsButNoDays(string text, bool fits, int? seconds, int? fires)
    {
        Assert.Equal(fits, ScheduleText.TryPeriod(text, out var period, out var count));
        if (!fits)
            return;
        Assert.Equal(seconds, (int?)period?.TotalSeconds);
        Assert.Equal(fires, count);
    }

    [Fact]
    public void AfterFiring_LateTick_KeepsTheRasterAndMaySkip()
    {
        var schedule = new ActorSchedule(Now, TimeSpan.FromMinutes(1), null, null);
        Assert.Equal(Now.AddMinutes(1), schedule.AfterFiring()!.NextAt);
        Assert.Equal(Now.AddMinutes(4), schedule.AfterFiring(skipMissedAt: Now.AddSeconds(200))!.NextAt);
        Assert.Equal(Now.AddMinutes(1), schedule.AfterFiring(skipMissedAt: Now.AddSeconds(1))!.NextAt);
    }

    [Fact]
    public void AfterFiring_EndsByCountAndByTime()
    {
        var schedule = new ActorSchedule(Now, TimeSpan.FromMinutes(1), 2, null);
        Assert.Equal(1, schedule.AfterFiring()!.FiresLeft);
        Assert.Null(schedule.AfterFiring()!.AfterFiring());
        Assert.Null(new ActorSchedule(Now, TimeSpan.FromMinutes(1), null, Now.AddSeconds(60)).AfterFiring());
        Assert.Null(new ActorSchedule(Now, null, null, null).AfterFiring());
    }
}
