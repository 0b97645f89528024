using System.Numerics.Tensors;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Methods.Algebra;

internal static class CrossProducts
{
    // Long enough for full vector loops, and a block of 700 columns stays in the second-level cache.
    private const int BlockRows = 256;

    /// <summary>XᵀX, row-major [width, width], of the rows less <paramref name="offsets"/> times <paramref name="scales"/>; sums of blocks in double.</summary>
    /// <returns>The same for any number of threads.</returns>
    public static double[] Of(Matrix matrix, ReadOnlySpan<int> rows, ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales, int threads, CancellationToken cancellationToken)
    {
        var width = matrix.Width;
        var sums = new double[width * width];
        var columns = new float[width * BlockRows];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (var first = 0; first < rows.Length; first += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.Length - first);
            for (var r = 0; r < count; r++)
            {
                var row = matrix.Row(rows[first + r]);
                for (var i = 0; i < width; i++)
                    columns[i * BlockRows + r] = (row[i] - offsets[i]) * scales[i];
            }
            Parallel.For(0, width, parallel, i =>
            {
                var own = columns.AsSpan(i * BlockRows, count);
                for (var j = i; j < width; j++)
                    sums[i * width + j] += TensorPrimitives.Dot<float>(own, columns.AsSpan(j * BlockRows, count));
            });
        }
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
                sums[i * width + j] = sums[j * width + i];
        }
        return sums;
    }

    /// <summary>XᵀX of all rows as they are.</summary>
    public static float[] Of(Matrix matrix, int threads, CancellationToken cancellationToken)
    {
        var (zeros, ones) = (new float[matrix.Width], new float[matrix.Width]);
        ones.AsSpan().Fill(1);
        return [.. Of(matrix, Enumerable.Range(0, matrix.Rows).ToArray(), zeros, ones, threads, cancellationToken).Select(s => (float)s)];
    }
}
