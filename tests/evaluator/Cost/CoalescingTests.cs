using UserRep.Evaluator.Cost;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class CoalescingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0", "1")]
    // The first goes at once, the next two together, the last after them.
    [InlineData("0 1000 1200 1201", "1 3 4")]
    // Onboarding takes along what is being gathered.
    [InlineData("0 1000 1100o 1150", "1 3 4")]
    [InlineData("0o 0o 0", "1 2 3")]
    public void Points_OfEvents_AreWhenIngestEmits(string events, string expected)
    {
        var log = events.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(e => new LoggedEvent(0, e.EndsWith('o') ? -1 : 0, 0, e.EndsWith('o') ? 0 : -1, long.Parse(e.TrimEnd('o')), 0, 0, 0)).ToArray();
        var points = new List<int>();
        Coalescing.Points(log, 200, points);
        Assert.Equal(expected, string.Join(' ', points));
    }

    [Fact]
    public void Traffic_OfALog_IsCountedByUserAndDay()
    {
        const long day = 86_400_000;
        SourceEvent[] events = [Event("a", 1, 10 * day), Event("a", 2, 10 * day + 50), Event("b", 3, 11 * day + 5), Event("a", 4, 12 * day), Event("a", 5, 12 * day + 60)];
        var log = EventLogReader.Read(events, DateTimeOffset.MaxValue, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(
            new Traffic(Users: 2, Days: 3, Events: 5, Emissions: 4, Refreshes: 2 + 1, ActiveUserDays: 3, DayTimes: false),
            TrafficCounter.Of(log, new CostOptions()));
        Assert.Equal(0, TrafficCounter.Of(log, new CostOptions { DailyRefresh = false }).Refreshes);
    }

    [Fact]
    public void Traffic_OfDaysOnly_SaysSo()
    {
        var log = EventLogReader.Read([Event("a", 1, 0), Event("a", 2, 86_400_000), Event("a", 3, 86_400_000)], DateTimeOffset.MaxValue, _ => { }, TestContext.Current.CancellationToken);
        var traffic = TrafficCounter.Of(log, new CostOptions());
        Assert.True(traffic.DayTimes);
        Assert.Equal(2, traffic.Emissions);
    }

    private static SourceEvent Event(string user, int number, long at) => new(SourceEventKind.Interaction, $"e{number}", user, at) { ItemId = "i", Action = "listen" };
}
