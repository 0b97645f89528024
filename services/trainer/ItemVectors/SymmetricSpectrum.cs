using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace UserRep.Trainer.ItemVectors;

/// <summary>
/// The leading eigenvectors of a symmetric sparse matrix by randomised subspace iteration (Halko, Martinsson and Tropp
/// 2011): a few sparse products and one small dense problem, where a full decomposition would be cubic in the items.
/// </summary>
internal static class SymmetricSpectrum
{
    // Spare directions and rounds; with both, the leading directions of a slowly falling spectrum settle well below the noise of the counts.
    private const int Oversampling = 12;
    private const int Rounds = 5;

    // Directions this much weaker than the strongest are rounding noise of float32.
    private const double NegligibleShare = 1e-10;

    /// <summary>Row-major eigenvectors of the largest positive eigenvalues, with these; fewer than asked where there are fewer.</summary>
    public static (float[] Vectors, double[] Values) Top(SparseMatrix matrix, int count, ulong seed)
    {
        var n = matrix.Rows;
        // Rounds favour large eigenvalues of either sign, and without a diagonal about half are negative.
        var width = Math.Min(n, 2 * count + Oversampling);
        var random = new StableRandom(seed);
        var basis = new float[n * width];
        foreach (ref var value in basis.AsSpan())
            value = (float)random.Gaussian();
        for (var round = 0; round < Rounds && width > 0; round++)
            basis = Orthonormal(matrix.Times(basis, width), n, ref width);

        if (width == 0)
            return ([], []);

        var small = Product(basis, matrix.Times(basis, width), n, width);
        var solved = ((small + small.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        var strongest = solved.EigenValues.Max(v => v.Magnitude);
        var order = Enumerable.Range(0, width)
            .Where(i => solved.EigenValues[i].Real > strongest * NegligibleShare)
            .OrderByDescending(i => solved.EigenValues[i].Real).Take(count).ToArray();
        var rotation = new float[width * order.Length];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < order.Length; j++)
                rotation[i * order.Length + j] = (float)solved.EigenVectors[i, order[j]];
        }
        var vectors = Times(basis, rotation, n, width, order.Length);
        FixSigns(vectors, n, order.Length);
        return (vectors, [.. order.Select(i => solved.EigenValues[i].Real)]);
    }

    /// <summary>By the eigenvectors of the Gram matrix: unlike Gram-Schmidt it drops dependent directions instead of dividing by nearly zero.</summary>
    private static float[] Orthonormal(float[] vectors, int n, ref int width)
    {
        var gram = Product(vectors, vectors, n, width).Evd(Symmetricity.Symmetric);
        var largest = gram.EigenValues.Max(v => v.Real);
        var kept = Enumerable.Range(0, width).Where(i => gram.EigenValues[i].Real > Math.Max(largest * NegligibleShare, double.Epsilon)).ToArray();
        var transform = new float[width * kept.Length];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < kept.Length; j++)
                transform[i * kept.Length + j] = (float)(gram.EigenVectors[i, kept[j]] / Math.Sqrt(gram.EigenValues[kept[j]].Real));
        }
        var result = Times(vectors, transform, n, width, kept.Length);
        width = kept.Length;
        return result;
    }

    private static float[] Times(float[] left, float[] right, int n, int inner, int width)
    {
        var result = new float[n * width];
        for (var row = 0; row < n; row++)
        {
            var target = result.AsSpan(row * width, width);
            for (var i = 0; i < inner; i++)
                TensorPrimitives.MultiplyAdd(right.AsSpan(i * width, width), left[row * inner + i], target, target);
        }
        return result;
    }

    /// <summary>leftᵀ right, summed in double.</summary>
    private static Matrix<double> Product(float[] left, float[] right, int n, int width)
    {
        var sums = new double[width * width];
        var wide = new double[width];
        for (var row = 0; row < n; row++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(right.AsSpan(row * width, width), wide);
            for (var i = 0; i < width; i++)
            {
                var target = sums.AsSpan(i * width, width);
                TensorPrimitives.MultiplyAdd(wide, left[row * width + i], target, target);
            }
        }
        return Matrix<double>.Build.DenseOfRowMajor(width, width, sums);
    }

    /// <summary>An eigenvector's sign is free: its largest entry becomes positive, so that the same matrix gives the same vectors.</summary>
    private static void FixSigns(float[] vectors, int n, int width)
    {
        for (var column = 0; column < width; column++)
        {
            var largest = 0f;
            for (var row = 0; row < n; row++)
            {
                if (Math.Abs(vectors[row * width + column]) > Math.Abs(largest))
                    largest = vectors[row * width + column];
            }
            for (var row = 0; row < n && largest < 0; row++)
                vectors[row * width + column] = -vectors[row * width + column];
        }
    }
}
