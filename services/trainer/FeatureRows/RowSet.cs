namespace UserRep.Trainer.FeatureRows;

/// <summary>Rows of one user group; features stay raw until the standardisation is known.</summary>
/// <param name="future">Per row what comes next, null where that isn't known; null where no row has any.</param>
internal sealed class RowSet(float[][] features, bool[][] present, float[]?[]? future = null)
{
    public int Count => features.Length;

    public float[] Features(int row) => features[row];

    /// <summary>Per block of the layout.</summary>
    public bool[] Present(int row) => present[row];

    public bool HasFuture(int row) => future?[row] is not null;

    /// <summary>Future targets; NaN is an unknown one. Empty if the row has none.</summary>
    public ReadOnlySpan<float> Future(int row) => future?[row];
}
