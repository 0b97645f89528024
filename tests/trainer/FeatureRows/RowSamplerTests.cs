using UserRep.Contracts.Events;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Tests.Training;

namespace UserRep.Trainer.Tests.FeatureRows;

public sealed class RowSamplerTests
{
    private const int LastDay = 30;

    private static readonly int s_first = UnixDay.Of(ListSource.Start);

    /// <summary>A row of a day that begins has nothing of that day, one of a day that is over all of it, and the last day is not over.</summary>
    [Fact]
    public void Sample_ManyRows_KnowWhatTheirMomentKnows()
    {
        var log = Log([.. Enumerable.Range(0, 20).Select(d => ListSource.Play("u", "i", d + 0.5))]);
        var points = RowSampler.Sample(log.Of(0), s_first + LastDay, 2000, new StableRandom(1, 1));
        Assert.Equal(points.OrderBy(p => p.AsOfDay).ThenBy(p => p.Events), points);
        Assert.Contains(points, p => p.StartOfDay);
        foreach (var point in points)
        {
            var day = point.AsOfDay - s_first;
            var over = !point.StartOfDay || day == LastDay;
            Assert.Equal(Math.Min(20, over ? day + 1 : day), point.Events);
            Assert.True(day < LastDay || point == new RowPoint(20, s_first + LastDay));
            Assert.Equal(point.StartOfDay ? point.AsOfDay : point.AsOfDay + 1, point.FirstDayAhead);
        }
        // Days 0 to 19 both ways but the first as it begins, then quiet ones, which look alike both ways, and the last.
        Assert.Equal(20 * 2 - 1 + 10 + 1, points.Length);
    }

    [Fact]
    public void Sample_BeforeTheFirstEvent_ShowsNobody()
    {
        var log = Log([ListSource.Play("u", "i", 3.5)]);
        var points = RowSampler.Sample(log.Of(0), s_first + LastDay, 2000, new StableRandom(1, 1));
        Assert.All(points, p => Assert.Equal(1, p.Events));
        Assert.Equal(s_first + 3, points[0].AsOfDay);
    }

    [Fact]
    public void Sample_ProfileBeforeTheFirstInteraction_ShowsTheColdStart()
    {
        var log = Log([ListSource.Tell("u", "country", "SE", 1.5), ListSource.Play("u", "i", 3.5)]);
        Assert.Contains(new RowPoint(1, s_first + 1), RowSampler.Sample(log.Of(0), s_first + LastDay, 2, new StableRandom(1, 1)));
    }

    [Fact]
    public void Sample_OneRow_IsOfTheLastDay() =>
        Assert.Equal([new RowPoint(1, s_first + LastDay)], RowSampler.Sample(Log([ListSource.Play("u", "i", 3)]).Of(0), s_first + LastDay, 1, new StableRandom(1, 1)));

    private static EventLog Log(SourceEvent[] events) => EventLogReader.Read(new ListSource(events).Events(), DateTimeOffset.MaxValue, _ => { }, CancellationToken.None);
}
