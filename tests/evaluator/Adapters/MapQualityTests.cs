using UserRep.Evaluator.Adapters;

namespace UserRep.Evaluator.Tests.Adapters;

public class MapQualityTests
{
    private static readonly int[] s_all = [.. Enumerable.Range(0, 200)];

    [Fact]
    public void Quality_OfTheTruthItself_LosesNothing()
    {
        var truth = PlantedSpaces.Gaussian(200, 6, 1);

        var quality = MapQuality.Of(truth, truth, s_all, 2);

        Assert.Equal((1, 1, 0, 1), (Math.Round(quality.CosineMean, 5), Math.Round(quality.CosineP05, 5), quality.RelativeError, quality.RecallAt10));
    }

    [Fact]
    public void Quality_OfUnrelatedRows_IsThatOfChance()
    {
        var quality = MapQuality.Of(PlantedSpaces.Gaussian(200, 6, 1, mean: 0), PlantedSpaces.Gaussian(200, 6, 2, mean: 0), s_all, 2);

        Assert.InRange(quality.CosineMean, -0.15, 0.15);
        Assert.InRange(quality.RelativeError, 1.2, 1.7);
        Assert.InRange(quality.RecallAt10, 0.02, 0.1);
    }

    [Fact]
    public void Quality_OfTheMeanAlone_HasAnErrorOfOne()
    {
        var truth = PlantedSpaces.Gaussian(200, 6, 1);
        var mean = new Evaluator.Samples.Matrix(200, 6);
        for (var i = 0; i < mean.Values.Length; i++)
            mean.Values[i] = s_all.Average(r => truth.Row(r)[i % 6]);

        Assert.Equal(1, MapQuality.Of(mean, truth, s_all, 2).RelativeError, 1e-4);
    }
}
