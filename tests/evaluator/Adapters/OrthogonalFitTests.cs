using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;
using UserRep.Adapters;
using UserRep.Evaluator.Adapters;

namespace UserRep.Evaluator.Tests.Adapters;

public class OrthogonalFitTests
{
    [Fact]
    public void Fit_PlantedRotationScaleAndOffset_RecoversEachOfThem() =>
        Prop.ForAll(Gen.Choose(1, 1000).ToArbitrary(), seed =>
        {
            var (width, scale) = (8, 0.5 + seed / 500.0);
            var rotation = PlantedSpaces.Rotation(width, (ulong)seed);
            var offset = Vector<double>.Build.Dense(width, i => i - 3);
            var pairs = PlantedSpaces.Pairs(PlantedSpaces.Gaussian(300, width, (ulong)seed + 7), width, x => x * rotation * scale + offset);

            var map = OrthogonalFit.Of(PairMoments.Of(pairs));

            var weight = map.Tensors.Single(t => t.Name == AdapterTensors.Weight).TryDecode()!;
            var bias = map.Tensors.Single(t => t.Name == AdapterTensors.Bias).TryDecode()!;
            for (var i = 0; i < width; i++)
            {
                Assert.Equal(offset[i], bias[i], 1e-4 * (1 + scale));
                for (var k = 0; k < width; k++)
                    Assert.Equal(rotation[i, k] * scale, weight[i * width + k], 1e-4 * (1 + scale));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(6, 10)]
    [InlineData(10, 6)]
    public void Fit_DimensionsThatDiffer_TurnsAndProjects(int from, int to)
    {
        var rotation = PlantedSpaces.Rotation(10, 5).SubMatrix(0, from, 0, to);
        var pairs = PlantedSpaces.Pairs(PlantedSpaces.Gaussian(500, from, 3), to, x => x * rotation);

        var map = OrthogonalFit.Of(PairMoments.Of(pairs));

        var weight = Matrix<double>.Build.DenseOfRowMajor(from, to, map.Tensors.Single(t => t.Name == AdapterTensors.Weight).TryDecode()!.Select(w => (double)w));
        var product = from < to ? weight.TransposeAndMultiply(weight) : weight.TransposeThisAndMultiply(weight);
        Assert.Equal(Math.Min(from, to), map.Rank);
        // Its short side is orthogonal, but for one scale.
        var unit = product / product[0, 0];
        Assert.True((unit - Matrix<double>.Build.DenseIdentity(map.Rank)).L2Norm() < 1e-4);
        if (from < to)
            Assert.All(map.Apply(pairs.From).Values.Zip(pairs.To.Values), v => Assert.Equal(v.Second, v.First, 1e-3));
    }

    [Fact]
    public void Fit_RowsThatAreAllOne_MapsThemToTheirMean()
    {
        var pairs = PlantedSpaces.Pairs(new Evaluator.Samples.Matrix(Enumerable.Repeat(2f, 400).ToArray(), 4), 4, x => x * 3);

        var map = OrthogonalFit.Of(PairMoments.Of(pairs));

        Assert.All(map.Apply(pairs.From).Values, v => Assert.Equal(6, v, 1e-4));
    }
}
