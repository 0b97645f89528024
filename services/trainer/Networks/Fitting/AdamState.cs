namespace UserRep.Trainer.Networks.Fitting;

/// <summary>Adam's memory: steps done and, per parameter, the running means of the gradient and of its square.</summary>
internal sealed record AdamState(float[][] First, float[][] Second)
{
    public AdamState(WeightSet weights) : this(Zeros(weights), Zeros(weights))
    {
    }

    public int Steps { get; set; }

    private static float[][] Zeros(WeightSet weights) => [.. weights.Tensors.Select(t => new float[t.Values.Length])];
}
