namespace UserRep.Trainer.Networks.Tapes;

/// <summary>A tensor of a network under construction.</summary>
/// <param name="name">In the graph.</param>
/// <param name="shape">-1 stands for the batch, which is always the first dimension; a scalar has none.</param>
/// <param name="needsGradient">Whether a parameter has a say in it.</param>
internal sealed class TapeValue(string name, long[] shape, bool needsGradient)
{
    public string Name => name;

    public long[] Shape => shape;

    public int Width => checked((int)shape[^1]);

    public bool NeedsGradient => needsGradient;

    /// <summary>Names of what the uses of this value add to the loss's gradient with respect to it.</summary>
    public List<string> Gradients { get; } = [];
}
