using UserRep.Evaluator.Methods.Trees;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class CuratedFeaturesTests(SmallWorld world)
{
    private const long Day = 86_400_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Activity_FourEvents_IsCountedByWindow()
    {
        const long until = 1000 * Day;
        LoggedEvent[] events =
        [
            Event(item: 1, until - 400 * Day, minutes: 9), Event(item: 2, until - 20 * Day, minutes: 4),
            Event(item: 2, until - 2 * Day, minutes: 0), Event(item: 3, until - 1, minutes: 1),
        ];
        var row = new float[ActivityFeatures.Width];
        ActivityFeatures.Write(events, until, row);
        Assert.Equal([1, 1, 1, 1], row[..4]);
        Assert.Equal([2, 2, 2, 1], row[4..8]);
        Assert.Equal([3, 3, 2, 5], row[16..20]);
        // Days since the last and the first event, events, gaps: 19 - 1 and 1 - 0 days, so mean 9.5, last 1, longest 18.
        Assert.Equal([0, 400, 4, 9.5f, 1, 18, 1], row[^7..].Select(v => MathF.Round(v, 3)));
    }

    [Fact]
    public void Groups_TwoUses_AreCountedByWindowWithRecencyAndShare()
    {
        const long until = 1000 * Day;
        var groups = new ItemGroups(["a", "b"], [[0], [0, 1], []]);
        var row = new float[2 * GroupFeatures.PerGroup];
        GroupFeatures.Write([Event(0, until - 20 * Day, 0), Event(1, until - 3 * Day, 0), Event(2, until - Day, 0)], until, groups, row);
        Assert.Equal([1, 2, 2, 3, 2f / 3, 1, 1, 1, 3, 1f / 3], row.Select(v => MathF.Round(v, 5)), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Curated_HiddenProfile_LeavesNoTraceOfIt()
    {
        var hidden = world.Context.Curated(new View(world.Known, HideProfile: true), Cancel);
        var bare = world.ContextOf(new ChangedSource(world.Source, e => e.Kind == SourceEventKind.Profile ? e with { Profile = new Dictionary<string, string> { ["x"] = "y" } } : e));
        Assert.NotEqual(world.Context.Curated(new View(world.Known), Cancel).Values, hidden.Values);
        var widthOfProfile = world.Context.Curated(new View(world.Known), Cancel).Width - bare.Curated(new View(world.Known), Cancel).Width;
        Assert.True(widthOfProfile > 0);
        for (var r = 0; r < hidden.Rows; r++)
            Assert.Equal(bare.Curated(new View(world.Known, HideProfile: true), Cancel).Row(r).ToArray().Sum(v => float.IsNaN(v) ? 0 : v), hidden.Row(r).ToArray().Sum(v => float.IsNaN(v) ? 0 : v));
    }

    [Fact]
    public void Curated_Stale_IsWhatWasKnownThen()
    {
        const int days = 5;
        var data = world.Context.Data;
        var earlier = world.Known.Samples.Select(s => new Sample(s.User, s.Cut, data.EventsBefore(s.User, s.At - days * Day), s.At - days * Day)).ToArray();
        var then = world.Context.Curated(new View(new Population("p", world.Known.Cuts, earlier)), Cancel);
        Assert.Equal(then.Values, world.Context.Curated(new View(world.Known, StaleDays: days), Cancel).Values);
    }

    private static LoggedEvent Event(int item, long at, int minutes) => new(0, item, 0, -1, at, 0, 1000, (ulong)minutes * 60_000);
}
