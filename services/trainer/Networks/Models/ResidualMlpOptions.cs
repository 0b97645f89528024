namespace UserRep.Trainer.Networks.Models;

/// <summary>Settings of a map between two spaces that bends a linear one.</summary>
public sealed record ResidualMlpOptions : NetworkOptions
{
    /// <summary>Units of the hidden layer. Default 128; 1 to 4096.</summary>
    public int Hidden { get; init; } = 128;

    protected override void Check(List<string> faults)
    {
        base.Check(faults);
        Range(faults, "hidden", Hidden, 1, 4096);
    }
}
