using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Tests.Metrics;

public sealed class IntervalsTests
{
    [Fact]
    public void Interval_OfDraws_HasTheirPercentilesAroundTheValueItself() =>
        Assert.Equal(new Interval(70, 2.5, 97.5), Intervals.Of([70, .. Enumerable.Range(0, 101).Reverse().Select(d => (double)d)]));

    [Fact]
    public void Interval_DrawsWithoutAValue_AreLeftOut() =>
        Assert.Equal(Intervals.Of([1, 0, 1, 2]), Intervals.Of([1, double.NaN, 2, 0, double.NaN, 1]));

    [Fact]
    public void Interval_WithoutDraws_IsThePoint() => Assert.Equal(new Interval(0.5, 0.5, 0.5), Intervals.Of([0.5, double.NaN]));
}
