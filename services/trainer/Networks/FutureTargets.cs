namespace UserRep.Trainer.Networks;

/// <summary>What the embedding is to predict besides its own input.</summary>
/// <param name="Weights">Of each target in the loss, as the features' are: summing to 1 makes both objectives one size.</param>
/// <param name="BinaryStart">The first of the targets that are 0 or 1, whose loss is the sigmoid cross-entropy; all others take the squared error.</param>
/// <param name="BinaryCount">How many those are, side by side.</param>
internal sealed record FutureTargets(float[] Weights, int BinaryStart = 0, int BinaryCount = 0)
{
    public int Width => Weights.Length;
}
