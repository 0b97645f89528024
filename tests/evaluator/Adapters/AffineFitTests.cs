using MathNet.Numerics.LinearAlgebra;
using UserRep.Evaluator.Adapters;
using UserRep.Trainer;

namespace UserRep.Evaluator.Tests.Adapters;

public class AffineFitTests
{
    private static readonly SpaceLoss s_loss = new("euclidean");

    [Fact]
    public void Fit_PlantedLowRank_FindsTheRankAndTheMap()
    {
        var random = new StableRandom(4);
        var (down, up) = (Matrix<double>.Build.Dense(16, 4, (_, _) => random.Gaussian()), Matrix<double>.Build.Dense(4, 12, (_, _) => random.Gaussian()));
        var (fit, choosing) = PlantedSpaces.Split(PlantedSpaces.Pairs(PlantedSpaces.Gaussian(PlantedSpaces.Rows, 16, 8), 12, x => x * down * up + 1.5));

        var (chosen, full) = AffineFit.Of(PairMoments.Of(fit), choosing, s_loss, TestContext.Current.CancellationToken);

        Assert.Equal(4, chosen.Rank);
        Assert.Equal(12, full.Rank);
        Assert.True(chosen.Weights < full.Weights);
        Assert.All(chosen.Apply(choosing.From).Values.Zip(choosing.To.Values), v => Assert.Equal(v.Second, v.First, 1e-3 * (1 + Math.Abs(v.Second))));
    }

    [Fact]
    public void Fit_FullRank_KeepsIt()
    {
        var random = new StableRandom(5);
        var weight = Matrix<double>.Build.Dense(12, 12, (_, _) => random.Gaussian());
        var (fit, choosing) = PlantedSpaces.Split(PlantedSpaces.Pairs(PlantedSpaces.Gaussian(PlantedSpaces.Rows, 12, 8), 12, x => x * weight));

        Assert.Equal(12, AffineFit.Of(PairMoments.Of(fit), choosing, s_loss, TestContext.Current.CancellationToken).Chosen.Rank);
    }

    [Fact]
    public void Fit_ColumnThatNeverVaries_IsNoReasonToFail()
    {
        var from = PlantedSpaces.Gaussian(PlantedSpaces.Rows, 6, 8);
        for (var r = 0; r < from.Rows; r++)
            from.Row(r)[2] = 1;
        var (fit, choosing) = PlantedSpaces.Split(PlantedSpaces.Pairs(from, 6, x => x * 2));

        var (chosen, _) = AffineFit.Of(PairMoments.Of(fit), choosing, s_loss, TestContext.Current.CancellationToken);

        Assert.All(chosen.Apply(choosing.From).Values, v => Assert.True(float.IsFinite(v)));
    }
}
