namespace UserRep.Trainer.FeatureRows;

/// <summary>Rows of one user group; features stay raw until the standardisation is known.</summary>
/// <param name="future">Per row what comes next, null where that isn't known; null where no row has any.</param>
internal sealed class RowSet(float[][] features, bool[][] present, float[]?[]? future = null)
{
    public int Count => features.Length;

    public float[] Features(int row) => features[row];

    /// <summary>At most so many rows, evenly over all, which stand user by user.</summary>
    public int[] Evenly(int most)
    {
        var count = Math.Min(most, Count);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count))];
    }

    /// <summary>Features of these rows, one after another.</summary>
    public float[] Flat(ReadOnlySpan<int> rows)
    {
        var width = rows.IsEmpty ? 0 : features[rows[0]].Length;
        var flat = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            features[rows[i]].CopyTo(flat, i * width);
        return flat;
    }

    /// <summary>Per block of the layout.</summary>
    public bool[] Present(int row) => present[row];

    public bool HasFuture(int row) => future?[row] is not null;

    /// <summary>Future targets; NaN is an unknown one. Empty if the row has none.</summary>
    public Span<float> Future(int row) => future?[row];
}
