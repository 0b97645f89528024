using UserRep.Features.Schema;

namespace UserRep.Trainer.Training;

internal static class LossWeightVector
{
    /// <summary>Per feature, summing to 1, so that losses of different schemas are of one size.</summary>
    /// <param name="silent">Per feature; a silent one has no weight, so that its block's is shared by the others.</param>
    /// <returns>Null if no block of the layout has a weight.</returns>
    public static float[]? Of(FeatureLayout layout, LossWeights weights, ReadOnlySpan<bool> silent)
    {
        var vector = new float[layout.Width];
        var total = 0.0;
        foreach (var block in layout.Blocks)
            total += Heard(block, silent) > 0 ? OfKind(block.Kind, weights) : 0;
        if (!(total > 0))
            return null;
        foreach (var block in layout.Blocks)
        {
            var weight = (float)(OfKind(block.Kind, weights) / total / Heard(block, silent));
            for (var i = block.Offset; i < block.Offset + block.Width; i++)
                vector[i] = silent[i] ? 0 : weight;
        }
        return vector;
    }

    private static int Heard(FeatureBlock block, ReadOnlySpan<bool> silent) => silent.Slice(block.Offset, block.Width).Count(false);

    private static double OfKind(FeatureBlockKind kind, LossWeights weights) => kind switch
    {
        FeatureBlockKind.Window => weights.Window,
        FeatureBlockKind.Onboarding => weights.Onboarding,
        FeatureBlockKind.Attribute => weights.Attribute,
        FeatureBlockKind.Counts => weights.Counts,
        FeatureBlockKind.Rhythm or FeatureBlockKind.Recency => weights.Rhythm,
        FeatureBlockKind.Timing => weights.Timing,
        _ => weights.Flags,
    };
}
