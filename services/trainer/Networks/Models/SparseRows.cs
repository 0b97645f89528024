namespace UserRep.Trainer.Networks.Models;

/// <summary>A matrix by compressed rows.</summary>
/// <param name="Offsets">Where each row begins in the other two, and where the last ends: rows + 1 values.</param>
/// <param name="Columns">0 to <paramref name="Width"/> - 1, each at most once in a row.</param>
/// <param name="Values">0 or more.</param>
public readonly record struct SparseRows(ReadOnlyMemory<int> Offsets, ReadOnlyMemory<int> Columns, ReadOnlyMemory<float> Values, int Width)
{
    public int Count => Math.Max(0, Offsets.Length - 1);

    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.Span[Offsets.Span[row]..Offsets.Span[row + 1]];

    public ReadOnlySpan<float> ValuesOf(int row) => Values.Span[Offsets.Span[row]..Offsets.Span[row + 1]];

    internal void Check(List<string> faults)
    {
        var offsets = Offsets.Span;
        if (Width < 1)
            faults.Add($"rows: a width of {Width} is none");
        if (offsets.Length < 2 || offsets[0] != 0 || offsets[^1] != Columns.Length || Columns.Length != Values.Length)
            faults.Add("rows: offsets must run from 0 to the number of columns and values");
        for (var r = 1; r < offsets.Length; r++)
        {
            if (offsets[r] >= offsets[r - 1])
                continue;
            faults.Add($"rows: offset {r} is before the one that precedes it");
            break;
        }
        foreach (var column in Columns.Span)
        {
            if ((uint)column < (uint)Width)
                continue;
            faults.Add($"rows: column {column} is not within 0 to {Width - 1}");
            break;
        }
        foreach (var value in Values.Span)
        {
            if (float.IsFinite(value) && value >= 0)
                continue;
            faults.Add($"rows: value {value} is not a finite number of 0 or more");
            break;
        }
    }
}
