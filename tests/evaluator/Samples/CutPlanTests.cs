using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tests.Samples;

public sealed class CutPlanTests
{
    private static readonly EvaluationOptions s_options = new() { TrainCutCount = 2, TestCutCount = 3 };

    [Fact]
    public void Cuts_OfEvenDays_AreSpreadEvenlyBeforeAndAfterTheCutOff()
    {
        // 100 days, cut-off at 60: training cuts in days 1 to 32, test cuts in 60 to 72, as a question takes 28 days.
        var cuts = Plan(Days(100), 60, s_options, out var faults);
        Assert.Empty(faults);
        Assert.Equal([(8, false), (24, false), (62, true), (66, true), (70, true)], cuts);
    }

    [Fact]
    public void Cuts_OfABusySeason_FallIntoIt()
    {
        var busy = Enumerable.Range(0, 900).Select(i => MadeUpSource.Play($"b{i}", "i", 20 + i % 3 + 0.5));
        var cuts = Plan([.. Days(100), .. busy], 60, s_options with { TrainCutCount = 6 }, out _);
        Assert.All(cuts.Where(c => !c.IsTest), c => Assert.InRange(c.Day, 20, 22));
    }

    [Fact]
    public void Cuts_OfACutOffWithinADay_AreWholeDaysAfterIt()
    {
        var cuts = Plan(Days(100), 60.4, s_options with { TestCutCount = 13 }, out _);
        Assert.Equal(61, cuts.Where(c => c.IsTest).Min(c => c.Day));
        Assert.InRange(cuts.Where(c => !c.IsTest).Max(c => c.Day), 1, 33);
    }

    [Fact]
    public void Cuts_Named_AreTakenInOrderAndOnce()
    {
        var cuts = Plan(Days(100), 60, s_options with { TrainCuts = [Date(30), Date(10), Date(10)], TestCuts = [Date(60), Date(72)] }, out var faults);
        Assert.Empty(faults);
        Assert.Equal([(10, false), (30, false), (60, true), (72, true)], cuts);
    }

    [Fact]
    public void Cuts_NamedOutsideTheirRange_AreAllFaults()
    {
        Plan(Days(100), 60, s_options with { TrainCuts = [Date(0), Date(10), Date(33)], TestCuts = [Date(59), Date(73)] }, out var faults);
        Assert.Equal(2, faults.Count);
        Assert.StartsWith("training cuts must lie within 2024-01-02 to 2024-02-02: 2024-01-01, 2024-02-03 do not", faults[0]);
        Assert.StartsWith("test cuts must lie within 2024-03-01 to 2024-03-13: 2024-02-29, 2024-03-14 do not", faults[1]);
    }

    [Theory]
    [InlineData(75, "test")]
    [InlineData(28, "training")]
    public void Cuts_WithoutRoom_AreAFaultThatSaysWhatToDo(double cutOff, string kind)
    {
        Plan(Days(100), cutOff, s_options, out var faults);
        Assert.StartsWith($"there is no room for a {kind} cut", Assert.Single(faults));
        Assert.Contains("--as-of", faults[0]);
    }

    [Fact]
    public void Cuts_WithoutInteractions_AreAFault()
    {
        Plan([MadeUpSource.Tell("u", "country", "SE", 1)], 10, s_options, out var faults);
        Assert.Contains("no interaction", Assert.Single(faults));
    }

    private static IEnumerable<SourceEvent> Days(int days) => Enumerable.Range(0, days).Select(d => MadeUpSource.Play($"u{d % 7}", "i", d + 0.3));

    private static (int Day, bool IsTest)[] Plan(IEnumerable<SourceEvent> events, double cutOff, EvaluationOptions options, out IReadOnlyList<string> faults) =>
        [.. CutPlan.Of(new MadeUpSource(events).Log(), MadeUpSource.Start.AddDays(cutOff), options, out faults).Select(c => (UnixDay.Of(c.At) - UnixDay.Of(MadeUpSource.Start), c.IsTest))];

    private static DateOnly Date(int day) => DateOnly.FromDateTime(MadeUpSource.Start.UtcDateTime).AddDays(day);
}
