using UserRep.Evaluator.Cost;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class CostFormulaTests
{
    // Powers of two, so that every sum below is exact.
    private static readonly UnitCosts s_units = new(
        One(1), One(2), One(4), One(8), One(16), One(32), One(64), One(128), HistoryBytes: 100, VectorBytes: 10, OwnRowBytes: 20);

    // A day: 10 events, 4 + 2 emissions, 3 reads.
    private static readonly Traffic s_traffic = new(Users: 5, Days: 2, Events: 20, Emissions: 8, Refreshes: 4, ActiveUserDays: 6, DayTimes: false);

    [Fact]
    public void Formula_OfShared_PaysOnceForAllModelsAndPerReadForEach()
    {
        var shared = CostFormula.Of(s_traffic, s_units)[0];
        Assert.Equal(new LinearCost(10 * 1 + 6 * (2 + 4 + 8), 3 * 16), shared.CpuSeconds);
        Assert.Equal(new LinearCost(5 * 110, 0), shared.Bytes);
        Assert.Equal(new LinearCost(10 + 6 * 3, 3 * 2), shared.Calls);
    }

    [Fact]
    public void Formula_OfOwnFeatures_PaysAllForEachModel()
    {
        var own = CostFormula.Of(s_traffic, s_units)[1];
        Assert.Equal(new LinearCost(0, 10 * 1 + 6 * (32 + 64) + 3 * 128), own.CpuSeconds);
        Assert.Equal(new LinearCost(0, 5 * 120), own.Bytes);
        Assert.Equal(new LinearCost(0, 10 + 6 + 3), own.Calls);
    }

    [Fact]
    public void Formula_OfOwnFeaturesOverOneHistory_SharesHistoriesOnly()
    {
        var own = CostFormula.Of(s_traffic, s_units)[2];
        Assert.Equal(new LinearCost(10, 6 * (32 + 64) + 3 * 128), own.CpuSeconds);
        Assert.Equal(new LinearCost(5 * 100, 5 * 20), own.Bytes);
        Assert.Equal(new LinearCost(10, 6 * 2 + 3), own.Calls);
    }

    [Theory]
    [InlineData(30, 1, 0, 4, 10.0, "10: shared costs less from 11 models on")]
    [InlineData(7, 1, 0, 4, 7 / 3.0, "2.33: shared costs less from 3 models on")]
    [InlineData(1, 1, 0, 4, 1 / 3.0, "0.33: shared costs less from the first model on")]
    [InlineData(300, 1, 0, 4, 100.0, "100: shared costs less from 101 models on")]
    [InlineData(30, 4, 0, 4, null, "none: shared never costs less")]
    [InlineData(30, 5, 0, 4, null, "none: shared never costs less")]
    [InlineData(0, 1, 0, 4, null, "none: shared costs less for any number of models")]
    [InlineData(2, 5, 8, 4, 6.0, "6: shared costs less only below it")]
    [InlineData(1, 1, 1, 1, null, "none: shared never costs less")]
    public void BreakEven_IsWhatItIs(double sharedFixed, double sharedEach, double ownFixed, double ownEach, double? models, string words)
    {
        var (shared, own) = (new LinearCost(sharedFixed, sharedEach), new LinearCost(ownFixed, ownEach));
        Assert.Equal(models, CostFormula.BreakEven(shared, own));
        Assert.Equal(words, CostFormula.BreakEvenInWords(shared, own));
    }

    [Fact]
    public void Spread_OfMeasurements_IsMedianAndEnds()
    {
        Assert.Equal(new Spread(2, 1, 9), Spread.Of([9, 1, 2]));
        Assert.Equal(new Spread(2.5, 1, 9), Spread.Of([9, 1, 2, 3]));
    }

    private static Spread One(double value) => new(value, value, value);
}
