using System.Numerics.Tensors;

namespace UserRep.Trainer.ItemVectors;

/// <summary>A square or wide matrix by compressed rows.</summary>
internal sealed class SparseMatrix(int columns, IReadOnlyList<(int[] Columns, float[] Values)> rows)
{
    public int Rows => rows.Count;

    public int Columns => columns;

    public ReadOnlySpan<int> ColumnsOf(int row) => rows[row].Columns;

    public Span<float> ValuesOf(int row) => rows[row].Values;

    /// <summary>This times a dense row-major matrix of <paramref name="width"/> columns.</summary>
    public float[] Times(float[] right, int width)
    {
        var result = new float[(long)Rows * width];
        // Each row is summed by one thread in its own order, so the result doesn't depend on the thread count.
        Parallel.For(0, Rows, row =>
        {
            var target = result.AsSpan(row * width, width);
            var (indexes, values) = rows[row];
            for (var i = 0; i < indexes.Length; i++)
                TensorPrimitives.MultiplyAdd(right.AsSpan(indexes[i] * width, width), values[i], target, target);
        });
        return result;
    }
}
