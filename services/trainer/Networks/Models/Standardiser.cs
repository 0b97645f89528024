namespace UserRep.Trainer.Networks.Models;

/// <summary>Brings each feature to mean 0 and variance 1, as seen in the rows it was learnt from.</summary>
internal sealed class Standardiser
{
    // Further out than this many deviations a value only says "extreme"; unclipped, one such row moves a whole network.
    private const float Limit = 10;

    private readonly float[] _means;
    private readonly float[] _scales;

    public Standardiser(DenseRows rows, ReadOnlySpan<int> which)
    {
        var (sums, squares) = (new double[rows.Width], new double[rows.Width]);
        foreach (var row in which)
        {
            var values = rows[row];
            for (var f = 0; f < values.Length; f++)
                sums[f] += values[f];
        }
        var count = which.Length;
        _means = [.. sums.Select(s => (float)(s / count))];
        // Around the mean in a pass of its own: the difference of two large sums would lose small variances.
        foreach (var row in which)
        {
            var values = rows[row];
            for (var f = 0; f < values.Length; f++)
                squares[f] += ((double)values[f] - _means[f]) * ((double)values[f] - _means[f]);
        }
        // A constant feature says nothing; at 0 it does no harm either.
        _scales = [.. squares.Select(s => s / count > 1e-12 ? (float)(1 / Math.Sqrt(s / count)) : 0)];
    }

    public void Apply(ReadOnlySpan<float> row, Span<float> into)
    {
        for (var f = 0; f < row.Length; f++)
            into[f] = Math.Clamp((row[f] - _means[f]) * _scales[f], -Limit, Limit);
    }
}
