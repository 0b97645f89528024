namespace UserRep.Evaluator.Methods.Factors;

/// <summary>A matrix by compressed rows.</summary>
/// <param name="Offsets">Where each row begins in the other two, and where the last ends: rows + 1 values.</param>
internal sealed record SparseRows(int[] Offsets, int[] Columns, float[] Values, int Width)
{
    public int Count => Offsets.Length - 1;

    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Offsets[row]..Offsets[row + 1]);

    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Offsets[row]..Offsets[row + 1]);

    /// <param name="rows">Columns in ascending order.</param>
    public static SparseRows Of(IReadOnlyList<(int Column, float Value)[]> rows, int width)
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

    public SparseRows Transposed()
    {
        var offsets = new int[Width + 1];
        foreach (var column in Columns)
            offsets[column + 1]++;
        for (var c = 0; c < Width; c++)
            offsets[c + 1] += offsets[c];
        var next = offsets[..^1];
        var (columns, values) = (new int[Columns.Length], new float[Values.Length]);
        for (var r = 0; r < Count; r++)
        {
            for (var i = Offsets[r]; i < Offsets[r + 1]; i++)
            {
                var at = next[Columns[i]]++;
                (columns[at], values[at]) = (r, Values[i]);
            }
        }
        return new SparseRows(offsets, columns, values, Count);
    }
}
