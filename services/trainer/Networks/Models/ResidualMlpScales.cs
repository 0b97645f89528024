namespace UserRep.Trainer.Networks.Models;

/// <summary>What brings both sides near a variance of 1: one factor a side, so that no direction gains weight, and the inputs' mean.</summary>
internal sealed record ResidualMlpScales(float[] FromMean, float From, float To)
{
    public static ResidualMlpScales Of(ResidualMlpPairs pairs)
    {
        var (mean, from) = Moments(pairs.From.Span, pairs.FromWidth);
        return new ResidualMlpScales(mean, from, Moments(pairs.To.Span, pairs.ToWidth).Deviation);
    }

    private static (float[] Mean, float Deviation) Moments(ReadOnlySpan<float> values, int width)
    {
        var rows = values.Length / width;
        var (sums, squares) = (new double[width], 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            sums[i % width] += values[i];
            squares += (double)values[i] * values[i];
        }
        var variance = (squares - sums.Sum(s => s * s / rows)) / values.Length;
        return ([.. sums.Select(s => (float)(s / rows))], variance > 0 ? (float)Math.Sqrt(variance) : 1);
    }
}
