namespace UserRep.Trainer.FeatureRows;

/// <summary>Rows of one user group; features stay raw until the standardisation is known.</summary>
internal sealed class RowSet(float[][] features, bool[][] present)
{
    public int Count => features.Length;

    public float[] Features(int row) => features[row];

    /// <summary>Per block of the layout.</summary>
    public bool[] Present(int row) => present[row];
}
