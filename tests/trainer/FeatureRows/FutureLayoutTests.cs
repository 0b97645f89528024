using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.FeatureRows;

public class FutureLayoutTests
{
    private static readonly FutureOptions s_options = new(Active: 2, Groups: 1, Counts: 0.5, Items: 0.5) { HorizonsDays = [7, 28] };

    [Fact]
    public void Targets_LieSideBySide()
    {
        var layout = new FutureLayout(s_options, groups: 3, itemWidth: 5);
        // Two horizons of one activity and three groups; two of three counts; five item values.
        Assert.Equal((0, 4, 8, 8, 14, 19), (layout.Active(0), layout.Active(1), layout.BinaryWidth, layout.Counts, layout.Items, layout.Width));
        Assert.Equal((0, 8, 19), (layout.Targets().BinaryStart, layout.Targets().BinaryCount, layout.Targets().Width));
    }

    [Fact]
    public void Weights_OfEachPart_AreItsShareAndSumToOne()
    {
        var weights = new FutureLayout(s_options, groups: 3, itemWidth: 5).Targets().Weights;
        Assert.Equal(1, weights.Sum(), 1e-5);
        Assert.Equal(0.5, weights[0] + weights[4], 1e-5);
        Assert.Equal(0.25, weights[1..4].Sum() + weights[5..8].Sum(), 1e-5);
        Assert.Equal(0.125, weights[8..14].Sum(), 1e-5);
        Assert.Equal(0.125, weights[14..].Sum(), 1e-5);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    public void Weights_WithoutGroupsOrItems_AreSharedByTheRest(int groups, int itemWidth) =>
        Assert.Equal(1, new FutureLayout(s_options, groups, itemWidth).Targets().Weights.Sum(), 1e-5);

    [Fact]
    public void IsEmpty_OnlyIfNothingThereIsHasAWeight()
    {
        var groupsAlone = new FutureOptions(Active: 0, Groups: 1, Counts: 0, Items: 0);
        Assert.True(new FutureLayout(groupsAlone, groups: 0, itemWidth: 5).IsEmpty);
        Assert.False(new FutureLayout(groupsAlone, groups: 2, itemWidth: 0).IsEmpty);
    }

    [Fact]
    public void Standardise_KnownNumbers_HaveMeanZeroAndVarianceOneOverTheFit()
    {
        // One horizon, no groups: activity, three counts, two item values.
        var layout = new FutureLayout(s_options with { HorizonsDays = [7] }, groups: 0, itemWidth: 2);
        var fit = Rows([1, 1, 5, 7, 10, 0], [0, 3, 5, 9, 20, 0], [1, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], null);
        var heldOut = Rows([0, 2, 5, 8, 15, 1]);
        layout.Standardise(fit, heldOut);

        // Yes or no stays; a count that never varies is centred; pooled vectors keep their geometry: one scale, sqrt(mean square / 2).
        Assert.Equal([1, -1, 0, -1, -MathF.Sqrt(2), 0], fit.Future(0).ToArray(), Close);
        Assert.Equal([0, 1, 0, 1, MathF.Sqrt(2), 0], fit.Future(1).ToArray(), Close);
        Assert.All(fit.Future(2)[1..].ToArray(), v => Assert.True(float.IsNaN(v)));
        Assert.Equal([0, 0, 0, 0, 0, MathF.Sqrt(2) / 5], heldOut.Future(0).ToArray(), Close);
    }

    private static bool Close(float a, float b) => Math.Abs(a - b) < 1e-5f;

    private static RowSet Rows(params float[]?[] future) => new([.. future.Select(_ => Array.Empty<float>())], [.. future.Select(_ => Array.Empty<bool>())], future);
}
