using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Networks.Models;

/// <summary>Pairs of rows, each side brought to scale.</summary>
internal sealed class ResidualMlpBatches(ResidualMlpPairs pairs, ResidualMlpScales scales) : IBatchSource
{
    public const string From = "from";
    public const string To = "to";

    public int Count => pairs.Rows;

    public void Fill(BoundRun run, ReadOnlySpan<int> rows, int epoch, int step)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var x = pairs.From.Span.Slice(rows[i] * pairs.FromWidth, pairs.FromWidth);
            var y = pairs.To.Span.Slice(rows[i] * pairs.ToWidth, pairs.ToWidth);
            for (var k = 0; k < x.Length; k++)
                run[From][i * x.Length + k] = (x[k] - scales.FromMean[k]) / scales.From;
            for (var k = 0; k < y.Length; k++)
                run[To][i * y.Length + k] = y[k] / scales.To;
        }
    }
}
