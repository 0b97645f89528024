using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using UserRep.Evaluator.Methods.Algebra;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Components;

/// <summary>The directions in which rows differ most, from the exact spectrum of their covariance.</summary>
/// <param name="Axes">[features, components]: one row per feature.</param>
internal sealed record PrincipalComponents(float[] Means, float[] Scales, Matrix Axes)
{
    // Directions this much weaker than the strongest are rounding noise of float32.
    private const double NegligibleShare = 1e-9;

    /// <param name="rows">The rows to learn from.</param>
    /// <param name="scales">What each feature is multiplied by first, since components depend on scale.</param>
    public static PrincipalComponents Learn(Matrix matrix, int[] rows, float[] scales, int count, int threads, CancellationToken cancellationToken)
    {
        var sums = new double[matrix.Width];
        foreach (var r in rows)
        {
            var row = matrix.Row(r);
            for (var i = 0; i < row.Length; i++)
                sums[i] += row[i];
        }
        var means = sums.Select(s => (float)(s / Math.Max(1, rows.Length))).ToArray();
        var covariance = CrossProducts.Of(matrix, rows, means, scales, threads, cancellationToken);
        var spectrum = Matrix<double>.Build.DenseOfRowMajor(matrix.Width, matrix.Width, covariance).Evd(Symmetricity.Symmetric);
        var strongest = spectrum.EigenValues.Max(v => v.Real);
        var kept = Enumerable.Range(0, matrix.Width)
            .Where(i => spectrum.EigenValues[i].Real > strongest * NegligibleShare)
            .OrderByDescending(i => spectrum.EigenValues[i].Real).Take(count).ToArray();
        // Rows that are all alike have no direction; a column of zeros says so.
        var axes = new Matrix(matrix.Width, Math.Max(1, kept.Length));
        for (var i = 0; i < matrix.Width; i++)
        {
            for (var c = 0; c < kept.Length; c++)
                axes.Row(i)[c] = (float)spectrum.EigenVectors[i, kept[c]];
        }
        return new PrincipalComponents(means, scales, axes);
    }

    public Matrix Project(Matrix matrix, int threads, CancellationToken cancellationToken)
    {
        var projected = new Matrix(matrix.Rows, Axes.Width);
        Parallel.For(0, matrix.Rows, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, r =>
        {
            var row = matrix.Row(r);
            var target = projected.Row(r);
            for (var i = 0; i < row.Length; i++)
                TensorPrimitives.MultiplyAdd(Axes.Row(i), (row[i] - Means[i]) * Scales[i], target, target);
        });
        return projected;
    }
}
