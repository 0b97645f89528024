using UserRep.Contracts.Events;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Tests.Training;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.FeatureRows;

public sealed class FutureRowsTests : IDisposable
{
    private const int LastDay = 40;

    private static readonly FutureOptions s_options = new() { HorizonsDays = [7, 28] };

    private static readonly Dictionary<string, IReadOnlyList<string>> s_categories = new() { ["r"] = ["rock"], ["r2"] = ["rock"], ["j"] = ["jazz"] };

    private static readonly ModalitySchema[] s_modalities = [new("a", 2)];

    private readonly TempFolder _folder = new();
    private readonly ItemTable _items;

    public FutureRowsTests()
    {
        ItemTableWriter.Write(_folder.File("items.bin"), s_modalities, [new("r", [[1, 0]]), new("j", [[0, 4]])]);
        _items = ItemTable.TryOpen(_folder.File("items.bin"), s_modalities, out _)!;
    }

    public void Dispose()
    {
        _items.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Row_WithAFuture_KnowsWhatIsUsedHowMuchAndWhich()
    {
        // Known: day 10 and before. Within 7 days: days 11 to 17; within 28: to day 38.
        var (row, layout) = Of(10, Play("r", 5), Play("r", 11), Play("r", 11.5), Play("r2", 17.9), Tell(12), Play("j", 18), Play("unknown", 38.9), Play("j", 39));
        Assert.Equal((2, 14), (layout.Groups, layout.Width));
        Assert.Equal([1, 1, 0, 1, 1, 1], row[..6]);
        Assert.Equal([Log1P(3), Log1P(2), Log1P(2), Log1P(5), Log1P(4), Log1P(4)], row[6..12], Close);
        // The mean of the items with a vector, of the longest horizon: r twice, j once.
        Assert.Equal([2f / 3, 4f / 3], row[12..], Close);
    }

    [Fact]
    public void Row_OfAUserWhoStops_IsInactiveAndSaysNothingOfTaste()
    {
        var (row, layout) = Of(10, Play("r", 5), Tell(11), Play("r", 39));
        foreach (var horizon in (int[])[0, 1])
        {
            Assert.Equal(0, row[layout.Active(horizon)]);
            Assert.All(row[(layout.Active(horizon) + 1)..(layout.Active(horizon) + 3)], v => Assert.True(float.IsNaN(v)));
        }
        Assert.All(row[layout.Counts..layout.Items], v => Assert.Equal(0, v));
        Assert.All(row[layout.Items..], v => Assert.True(float.IsNaN(v)));
    }

    [Theory]
    // The last horizon that is over by the last day is known, one that ends a day later isn't.
    [InlineData(LastDay - 28, true, true)]
    [InlineData(LastDay - 27, true, false)]
    [InlineData(LastDay - 7, true, false)]
    [InlineData(LastDay - 6, false, false)]
    public void Row_WhoseFutureIsNotOver_DoesNotKnowIt(int asOf, bool knowsWeek, bool knowsMonth)
    {
        var (row, layout) = Of(asOf, Play("r", 5), Play("j", LastDay));
        Assert.Equal((knowsWeek, knowsMonth), (!float.IsNaN(row[layout.Active(0)]), !float.IsNaN(row[layout.Active(1)])));
        Assert.Equal((knowsWeek, knowsMonth), (!float.IsNaN(row[layout.Counts]), !float.IsNaN(row[layout.Counts + 3])));
        Assert.Equal(knowsMonth, !float.IsNaN(row[layout.Items]));
    }

    /// <summary>As the day 11 begins the same is known as when the day 10 is over, and the same is still to come.</summary>
    [Fact]
    public void Row_OfADayThatBegins_LooksAsFarAheadAsOneOfTheDayBefore()
    {
        SourceEvent[] events = [Play("r", 5), Play("r", 11), Play("j", 17.9), Play("r2", 18), Play("j", 38.9)];
        Assert.Equal(Of(10, events).Row, Of(11, startOfDay: true, events).Row);
        Assert.True(float.IsNaN(Of(LastDay - 26, startOfDay: true, events).Row[^1]));
        Assert.False(float.IsNaN(Of(LastDay - 27, startOfDay: true, events).Row[^1]));
    }

    [Fact]
    public void Row_WithMoreAfterTheLastDay_IsTheSame()
    {
        SourceEvent[] known = [Play("r", 5), Play("j", 30), Play("r", LastDay + 0.9)];
        foreach (var asOf in (int[])[10, LastDay - 28, LastDay - 7, LastDay])
            Assert.Equal(Of(asOf, known).Row, Of(asOf, [.. known, Play("j", LastDay + 1), Play("r2", LastDay + 1.5), Play("j", LastDay + 20)]).Row);
    }

    private (float[] Row, FutureLayout Layout) Of(int asOf, params SourceEvent[] events) => Of(asOf, false, events);

    private (float[] Row, FutureLayout Layout) Of(int asOf, bool startOfDay, params SourceEvent[] events)
    {
        // One more user, so that both groups are always there, the commoner one first.
        var others = new[] { ListSource.Play("other", "r", 0.1), ListSource.Play("other", "r", 0.2), ListSource.Play("other", "r", 0.3), ListSource.Play("other", "r", 0.4), ListSource.Play("other", "r", 0.5), ListSource.Play("other", "j", 0.6) };
        var log = EventLogReader.Read(new ListSource([.. events, .. others]).Events(), DateTimeOffset.MaxValue, _ => { }, CancellationToken.None);
        var first = UnixDay.Of(ListSource.Start);
        var rows = FutureRows.Of(log, s_categories, _items, s_options, first + LastDay);
        var user = Array.IndexOf(log.Users, "u");
        var known = 0;
        while (known < log.Of(user).Length && UnixDay.Of(log.Of(user)[known].At) <= first + asOf - (startOfDay ? 1 : 0))
            known++;
        var row = new float[rows.Layout.Width];
        rows.Write(user, new RowPoint(known, first + asOf, startOfDay), row);
        return (row, rows.Layout);
    }

    private static SourceEvent Play(string item, double day) => ListSource.Play("u", item, day);

    private static SourceEvent Tell(double day) => ListSource.Tell("u", "country", "SE", day);

    private static float Log1P(int count) => MathF.Log(1 + count);

    private static bool Close(float a, float b) => Math.Abs(a - b) < 1e-5f;
}
