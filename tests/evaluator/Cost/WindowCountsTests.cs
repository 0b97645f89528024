using UserRep.Contracts.Wire;
using UserRep.Evaluator.Cost;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class WindowCountsTests
{
    private const long Day = 86_400_000;

    [Fact]
    public void Features_OfAHistory_AreCountsPerWindowAndRecencies()
    {
        SourceEvent[] events = [Event(1, "rock-1", 50, 0), Event(2, "jazz-1", 95, 120_000), Event(3, "rock-1", 99, 60_000), Event(4, "rock-2", 99, 0)];
        var log = EventLogReader.Read(events, DateTimeOffset.MaxValue, _ => { }, TestContext.Current.CancellationToken);
        var groups = ItemGroups.Of(log, new Dictionary<string, IReadOnlyList<string>> { ["rock-1"] = ["rock"], ["rock-2"] = ["rock"], ["jazz-1"] = ["jazz"] });
        var curated = new WindowCounts(log, groups, [3, 30]);
        var history = new UserHistory { UserId = "u" };
        foreach (ref readonly var e in log.Of(0))
            log.Apply(e, history);
        var values = new float[curated.Width];
        curated.Build(history, 100, values);

        // Per window: rock, jazz, events, active days, minutes. Then days since the last and the first activity.
        float[] expected = [2, 0, 2, 1, 1, /* 30 days */ 2, 1, 3, 2, 3, 1, 50];
        Assert.Equal(expected, values.Select(v => MathF.Round(MathF.Exp(v) - 1, 3)));
    }

    private static SourceEvent Event(int number, string item, int day, long played) =>
        new(SourceEventKind.Interaction, $"e{number}", "u", day * Day + number) { ItemId = item, Action = "listen", PlayedMs = played };
}
