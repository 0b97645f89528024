using UserRep.Features.Schema;

namespace UserRep.Trainer.Training;

internal static class LossWeightVector
{
    /// <summary>Per feature, summing to 1, so that losses of different schemas are of one size.</summary>
    /// <returns>Null if no block of the layout has a weight.</returns>
    public static float[]? Of(FeatureLayout layout, LossWeights weights)
    {
        var vector = new float[layout.Width];
        var total = layout.Blocks.Sum(b => OfKind(b.Kind, weights));
        if (!(total > 0))
            return null;
        foreach (var block in layout.Blocks)
            vector.AsSpan(block.Offset, block.Width).Fill((float)(OfKind(block.Kind, weights) / total / block.Width));
        return vector;
    }

    private static double OfKind(FeatureBlockKind kind, LossWeights weights) => kind switch
    {
        FeatureBlockKind.Window => weights.Window,
        FeatureBlockKind.Onboarding => weights.Onboarding,
        FeatureBlockKind.Attribute => weights.Attribute,
        FeatureBlockKind.Counts => weights.Counts,
        FeatureBlockKind.Rhythm => weights.Rhythm,
        _ => weights.Flags,
    };
}
