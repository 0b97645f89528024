using MathNet.Numerics.LinearAlgebra;

namespace UserRep.Evaluator.Adapters;

/// <summary>Means of both sides and the products of what is left of them: all that linear maps are fitted from.</summary>
/// <param name="FromFrom">Xᵀ X of the centred rows.</param>
/// <param name="FromTo">Xᵀ Y.</param>
internal sealed record PairMoments(Vector<double> FromMean, Vector<double> ToMean, Matrix<double> FromFrom, Matrix<double> FromTo)
{
    private const int BlockRows = 1024;

    public static PairMoments Of(SpacePairs pairs)
    {
        var (from, to) = (pairs.From.Width, pairs.To.Width);
        var (fromMean, toMean) = (Mean(pairs.From), Mean(pairs.To));
        var (fromFrom, fromTo) = (Matrix<double>.Build.Dense(from, from), Matrix<double>.Build.Dense(from, to));
        for (var first = 0; first < pairs.Rows; first += BlockRows)
        {
            var count = Math.Min(BlockRows, pairs.Rows - first);
            var x = Centred(pairs.From, first, count, fromMean);
            fromFrom += x.TransposeThisAndMultiply(x);
            fromTo += x.TransposeThisAndMultiply(Centred(pairs.To, first, count, toMean));
        }
        return new PairMoments(fromMean, toMean, fromFrom, fromTo);
    }

    /// <summary>The offset that makes a linear map meet both means.</summary>
    public float[] Bias(Matrix<double> weight) => [.. (ToMean - FromMean * weight).Select(v => (float)v)];

    private static Vector<double> Mean(Samples.Matrix rows)
    {
        var sums = new double[rows.Width];
        for (var r = 0; r < rows.Rows; r++)
        {
            var row = rows.Row(r);
            for (var i = 0; i < row.Length; i++)
                sums[i] += row[i];
        }
        return Vector<double>.Build.Dense(sums) / Math.Max(1, rows.Rows);
    }

    private static Matrix<double> Centred(Samples.Matrix rows, int first, int count, Vector<double> mean) =>
        Matrix<double>.Build.Dense(count, rows.Width, (r, i) => rows.Row(first + r)[i] - mean[i]);
}
