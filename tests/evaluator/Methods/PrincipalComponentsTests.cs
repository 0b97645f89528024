using UserRep.Evaluator.Methods.Components;
using UserRep.Evaluator.Samples;
using UserRep.Trainer;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class PrincipalComponentsTests
{
    private const int Width = 30;

    [Fact]
    public void Components_RowsOnAPlane_RebuildThem()
    {
        var random = new StableRandom(3);
        var axes = Enumerable.Range(0, 2 * Width).Select(_ => random.Gaussian()).ToArray();
        var rows = new Matrix(700, Width);
        for (var r = 0; r < rows.Rows; r++)
        {
            var (a, b) = (3 * random.Gaussian(), random.Gaussian());
            for (var i = 0; i < Width; i++)
                rows.Row(r)[i] = (float)(5 + a * axes[i] + b * axes[Width + i]);
        }
        var ones = Enumerable.Repeat(1f, Width).ToArray();
        var components = PrincipalComponents.Learn(rows, [.. Enumerable.Range(0, 600)], ones, count: 2, threads: 2, TestContext.Current.CancellationToken);
        var projected = components.Project(rows, threads: 2, TestContext.Current.CancellationToken);
        for (var r = 600; r < 700; r++)
        {
            for (var i = 0; i < Width; i++)
            {
                var rebuilt = components.Means[i] + projected.Row(r)[0] * components.Axes.Row(i)[0] + projected.Row(r)[1] * components.Axes.Row(i)[1];
                Assert.Equal(rows.Row(r)[i], rebuilt, 1e-3f);
            }
        }
        Assert.True(Variance(projected, 0) > Variance(projected, 1));
    }

    [Fact]
    public void Components_RowsAllAlike_AreZeros()
    {
        var rows = new Matrix(10, 4);
        rows.Values.AsSpan().Fill(2);
        var components = PrincipalComponents.Learn(rows, [.. Enumerable.Range(0, 10)], [1, 1, 1, 1], count: 3, threads: 1, TestContext.Current.CancellationToken);
        Assert.All(components.Project(rows, 1, TestContext.Current.CancellationToken).Values, v => Assert.Equal(0, v));
    }

    private static double Variance(Matrix matrix, int column) => Enumerable.Range(0, matrix.Rows).Average(r => Math.Pow(matrix.Row(r)[column], 2));
}
