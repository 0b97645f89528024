using MathNet.Numerics.LinearAlgebra;
using UserRep.Evaluator.Adapters;
using UserRep.Trainer;
using Matrix = UserRep.Evaluator.Samples.Matrix;

namespace UserRep.Evaluator.Tests.Adapters;

/// <summary>Spaces between which the map is known.</summary>
internal static class PlantedSpaces
{
    public const int Rows = 1_500;

    public static Matrix Gaussian(int rows, int width, ulong seed, double mean = 0.3)
    {
        var random = new StableRandom(seed);
        var matrix = new Matrix(rows, width);
        for (var i = 0; i < matrix.Values.Length; i++)
            matrix.Values[i] = (float)(random.Gaussian() + mean);
        return matrix;
    }

    /// <summary>A random rotation: the orthogonal part of a Gaussian matrix.</summary>
    public static Matrix<double> Rotation(int width, ulong seed)
    {
        var random = new StableRandom(seed);
        return Matrix<double>.Build.Dense(width, width, (_, _) => random.Gaussian()).QR().Q;
    }

    /// <summary>Each row of its own person.</summary>
    public static SpacePairs Pairs(Matrix from, int toWidth, Func<Vector<double>, Vector<double>> map, double noise = 0, ulong seed = 99)
    {
        var random = new StableRandom(seed);
        var to = new Matrix(from.Rows, toWidth);
        for (var r = 0; r < from.Rows; r++)
        {
            var mapped = map(Vector<double>.Build.Dense([.. from.Row(r).ToArray().Select(v => (double)v)]));
            for (var i = 0; i < toWidth; i++)
                to.Row(r)[i] = (float)(mapped[i] + noise * random.Gaussian());
        }
        return new SpacePairs(from, to, [.. Enumerable.Range(0, from.Rows)]);
    }

    public static (SpacePairs Fit, SpacePairs Choosing) Split(SpacePairs pairs)
    {
        int[] fit = [.. Enumerable.Range(0, pairs.Rows * 4 / 5)];
        return (pairs.Take(fit), pairs.Take([.. Enumerable.Range(fit.Length, pairs.Rows - fit.Length)]));
    }
}
