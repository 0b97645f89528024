namespace UserRep.Trainer.ItemVectors;

/// <summary>
/// Positive pointwise mutual information. Margins are smoothed on both sides alike (the mean of the two usual one-sided
/// forms, exponent 0.75 as in Levy, Goldberg and Dagan 2015), which damps rare pairs and keeps the matrix symmetric.
/// </summary>
internal static class PositiveInformation
{
    private const double Smoothing = 0.75;

    /// <summary>Replaces symmetric counts by their information, in place; what isn't positive becomes 0.</summary>
    public static void Apply(SparseMatrix counts)
    {
        var margins = new double[counts.Rows];
        for (var row = 0; row < counts.Rows; row++)
        {
            foreach (var value in counts.ValuesOf(row))
                margins[row] += value;
        }
        var smoothedTotal = margins.Sum(m => Math.Pow(m, Smoothing));
        var half = (1 + Smoothing) / 2;
        var logs = margins.Select(m => half * Math.Log(m)).ToArray();
        var logTotal = Math.Log(smoothedTotal);
        for (var row = 0; row < counts.Rows; row++)
        {
            var columns = counts.ColumnsOf(row);
            var values = counts.ValuesOf(row);
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)Math.Max(0, Math.Log(values[i]) + logTotal - logs[row] - logs[columns[i]]);
        }
    }
}
