using UserRep.Trainer.Networks.Models;

namespace UserRep.Evaluator.Methods.Factors;

internal static class SparseRowsExtensions
{
    /// <param name="rows">Items in ascending order.</param>
    /// <param name="columnOf">By item, ascending too; -1 leaves it out.</param>
    public static SparseRows ToSparseRows(this IEnumerable<(int Item, float Value)[]> rows, int[] columnOf, int width) =>
        rows.Select(r => r.Where(i => columnOf[i.Item] >= 0).Select(i => (columnOf[i.Item], i.Value)).ToArray()).ToArray().ToSparseRows(width);

    /// <param name="rows">Columns in ascending order.</param>
    public static SparseRows ToSparseRows(this IReadOnlyList<(int Column, float Value)[]> rows, int width)
    {
        var offsets = new int[rows.Count + 1];
        for (var r = 0; r < rows.Count; r++)
            offsets[r + 1] = offsets[r] + rows[r].Length;
        var (columns, values) = (new int[offsets[^1]], new float[offsets[^1]]);
        for (var r = 0; r < rows.Count; r++)
        {
            for (var i = 0; i < rows[r].Length; i++)
                (columns[offsets[r] + i], values[offsets[r] + i]) = rows[r][i];
        }
        return new SparseRows(offsets, columns, values, width);
    }

    public static SparseRows Transposed(this SparseRows rows)
    {
        var offsets = new int[rows.Width + 1];
        foreach (var column in rows.Columns.Span)
            offsets[column + 1]++;
        for (var c = 0; c < rows.Width; c++)
            offsets[c + 1] += offsets[c];
        var next = offsets[..^1];
        var (columns, values) = (new int[rows.Columns.Length], new float[rows.Values.Length]);
        for (var r = 0; r < rows.Count; r++)
        {
            var own = rows.ColumnsOf(r);
            var amounts = rows.ValuesOf(r);
            for (var i = 0; i < own.Length; i++)
            {
                var at = next[own[i]]++;
                (columns[at], values[at]) = (r, amounts[i]);
            }
        }
        return new SparseRows(offsets, columns, values, rows.Count);
    }
}
