using UserRep.Adapters;
using UserRep.Evaluator.Adapters;
using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Tests.Adapters;

public class KindChoiceTests
{
    private static readonly SpaceLoss s_loss = new("cosine");

    private static readonly ResidualMlpOptions s_network = new() { Hidden = 32, BatchSize = 64, Epochs = 40, LearningRate = 0.005, Threads = 2 };

    [Fact]
    public void Choose_RotationWithNoise_TakesTheRotationThoughOthersDoAsWell()
    {
        var rotation = PlantedSpaces.Rotation(8, 3);
        var pairs = PlantedSpaces.Pairs(PlantedSpaces.Gaussian(PlantedSpaces.Rows, 8, 1, mean: 0), 8, x => x * rotation, noise: 0.2);

        Assert.Equal(AdapterKind.Orthogonal, Chosen(pairs));
    }

    [Fact]
    public void Choose_StretchedSpace_TakesTheLinearMap()
    {
        var pairs = PlantedSpaces.Pairs(PlantedSpaces.Gaussian(PlantedSpaces.Rows, 8, 1, mean: 0), 8, x => x.MapIndexed((i, v) => v * (i + 1)), noise: 0.2);

        Assert.Equal(AdapterKind.Affine, Chosen(pairs));
    }

    [Fact]
    public void Choose_BentSpace_TakesTheNetworkAndItBeatsEveryLinearMap()
    {
        var rotation = PlantedSpaces.Rotation(8, 3);
        // Half of what there is to map is in the size of the values, which no linear map sees.
        var pairs = PlantedSpaces.Pairs(PlantedSpaces.Gaussian(4 * PlantedSpaces.Rows, 8, 1, mean: 0), 8, x => x.PointwiseAbs() * rotation * 1.5 + x);

        var (fit, choosing) = PlantedSpaces.Split(pairs);
        var losses = Maps(fit, choosing).Select(m => s_loss.Mean(m.Apply(choosing.From), choosing.To)).ToArray();

        Assert.Equal(AdapterKind.ResidualMlp, Chosen(pairs));
        Assert.True(losses[2] < 0.7 * losses[1], $"linear {losses[1]}, network {losses[2]}");
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameWeights()
    {
        var (fit, choosing) = PlantedSpaces.Split(PlantedSpaces.Pairs(PlantedSpaces.Gaussian(600, 6, 1), 6, x => x.PointwiseAbs()));

        Assert.Equal(Maps(fit, choosing).SelectMany(m => m.Tensors.Select(t => t.Values)), Maps(fit, choosing).SelectMany(m => m.Tensors.Select(t => t.Values)));
    }

    [Fact]
    public void IsBetter_OnePersonsManyRows_CountAsOnePerson()
    {
        // 98 rows of one person that gained, and two persons that did not: it may well be chance.
        float[] simple = [.. Enumerable.Repeat(1f, 98), 0.5f, 0.5f];
        float[] other = [.. Enumerable.Repeat(0.5f, 98), 0.5f, 0.5f];

        Assert.False(KindChoice.IsBetter(simple, other, [.. Enumerable.Repeat(0, 98), 1, 2]));
        Assert.True(KindChoice.IsBetter(simple, other, [.. Enumerable.Range(0, 100)]));
    }

    private static AdapterKind Chosen(SpacePairs pairs)
    {
        var (fit, choosing) = PlantedSpaces.Split(pairs);
        var maps = Maps(fit, choosing);
        return maps[KindChoice.Of([.. maps.Select(m => s_loss.Rows(m.Apply(choosing.From), choosing.To))], choosing.Persons)].Kind;
    }

    private static FittedMap[] Maps(SpacePairs fit, SpacePairs choosing)
    {
        var moments = PairMoments.Of(fit);
        var (affine, full) = AffineFit.Of(moments, choosing, s_loss, TestContext.Current.CancellationToken);
        var (network, faults) = ResidualFit.Of(full, fit, choosing, s_network, TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        return [OrthogonalFit.Of(moments), affine, network!];
    }
}
