namespace UserRep.Trainer.Networks;

/// <summary>A trained tensor: its name in the graph, its shape and its first values.</summary>
internal sealed record Parameter(string Name, long[] Shape, float[] Initial)
{
    public string Gradient => Name + ".gradient";
}
