namespace UserRep.Trainer.Networks;

/// <summary>A trained tensor: its name in the graph, its shape and its first values.</summary>
/// <param name="Rows">The index input that picks its rows, if it is a table: its gradient then has a row per index, not per row of the table.</param>
internal sealed record Parameter(string Name, long[] Shape, float[] Initial, string? Rows = null)
{
    public string Gradient => Name + ".gradient";

    /// <summary>LeCun's scale, 1 / sqrt(inputs): what SELU needs to keep its variance, and safe for the others.</summary>
    public static Parameter Weight(string name, int inputs, int outputs, StableRandom random)
    {
        var weights = new float[inputs * outputs];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.Gaussian() / Math.Sqrt(inputs));
        return new Parameter(name, [inputs, outputs], weights);
    }
}
