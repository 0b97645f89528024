using System.Numerics.Tensors;
using UserRep.Features.Schema;

namespace UserRep.Trainer.FeatureRows;

/// <summary>Means per feature; scales per block for vectors and one-hots, so that their geometry stays, per feature for counts and flags.</summary>
internal static class Standardisation
{
    // Below this a feature is constant and stays as it is.
    private const double NoVariance = 1e-9;

    // A flag that is set for one user in a thousand must not shout when it is.
    private const double MaxFeatureScale = 10;

    public static (float[] Means, float[] Scales) Learn(RowSet rows, FeatureLayout layout)
    {
        var means = new float[layout.Width];
        var scales = new float[layout.Width];
        for (var b = 0; b < layout.Blocks.Count; b++)
        {
            var block = layout.Blocks[b];
            var (mean, variance) = Moments(rows, b, block);
            for (var i = 0; i < block.Width; i++)
                means[block.Offset + i] = (float)mean[i];
            var blockScale = Scale(TensorPrimitives.Sum<double>(variance) / block.Width);
            for (var i = 0; i < block.Width; i++)
                scales[block.Offset + i] = (float)(PerFeature(block.Kind) ? Math.Min(MaxFeatureScale, Scale(variance[i])) : blockScale);
        }
        return (means, scales);
    }

    private static bool PerFeature(FeatureBlockKind kind) => kind is FeatureBlockKind.Counts or FeatureBlockKind.Timing or FeatureBlockKind.Rhythm or FeatureBlockKind.Recency or FeatureBlockKind.Flags;

    private static double Scale(double variance) => variance > NoVariance ? 1 / Math.Sqrt(variance) : 1;

    /// <summary>Over the rows in which the block has something to say; the others are zero after standardisation anyway.</summary>
    private static (double[] Mean, double[] Variance) Moments(RowSet rows, int index, FeatureBlock block)
    {
        var mean = new double[block.Width];
        var variance = new double[block.Width];
        var count = 0;
        foreach (var values in Present(rows, index, block))
        {
            count++;
            for (var i = 0; i < block.Width; i++)
                mean[i] += values[i];
        }
        if (count == 0)
            return (mean, variance);
        for (var i = 0; i < block.Width; i++)
            mean[i] /= count;
        foreach (var values in Present(rows, index, block))
        {
            for (var i = 0; i < block.Width; i++)
                variance[i] += (values[i] - mean[i]) * (values[i] - mean[i]);
        }
        for (var i = 0; i < block.Width; i++)
            variance[i] /= count;
        return (mean, variance);
    }

    private static IEnumerable<ArraySegment<float>> Present(RowSet rows, int index, FeatureBlock block)
    {
        for (var r = 0; r < rows.Count; r++)
        {
            if (rows.Present(r)[index])
                yield return new ArraySegment<float>(rows.Features(r), block.Offset, block.Width);
        }
    }
}
