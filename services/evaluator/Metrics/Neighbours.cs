using System.Numerics.Tensors;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Metrics;

/// <summary>Exact nearest rows by cosine. Between equal ones the earlier row is nearer, so any number of threads finds the same.</summary>
internal static class Neighbours
{
    // Rows asked together: a row of the others is then read once for all of them.
    private const int Block = 16;

    /// <returns>By row, at most <paramref name="k"/> others, nearest first.</returns>
    public static int[][] Of(Matrix vectors, int k, int threads)
    {
        var unit = Normalised(vectors);
        var nearest = new int[unit.Rows][];
        var blocks = (unit.Rows + Block - 1) / Block;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, b =>
        {
            var first = b * Block;
            var count = Math.Min(Block, unit.Rows - first);
            var tops = new TopRows[count];
            for (var q = 0; q < count; q++)
                tops[q] = new TopRows(k);
            for (var other = 0; other < unit.Rows; other++)
            {
                ReadOnlySpan<float> row = unit.Row(other);
                for (var q = 0; q < count; q++)
                {
                    if (first + q != other)
                        tops[q].Offer(other, TensorPrimitives.Dot(row, unit.Row(first + q)));
                }
            }
            for (var q = 0; q < count; q++)
                nearest[first + q] = tops[q].Rows.ToArray();
        });
        return nearest;
    }

    /// <summary>A row of zeros stays one: it is as near to any other.</summary>
    private static Matrix Normalised(Matrix vectors)
    {
        var unit = new Matrix(vectors.Rows, vectors.Width);
        for (var r = 0; r < vectors.Rows; r++)
        {
            var length = TensorPrimitives.Norm<float>(vectors.Row(r));
            if (length > 0)
                TensorPrimitives.Divide(vectors.Row(r), length, unit.Row(r));
        }
        return unit;
    }
}
