namespace UserRep.Trainer.Networks.Models;

public sealed record DlrmOptions : ClassifierOptions
{
    /// <summary>Hidden widths between the dense features and their vector. Default one of 64; 0 to 4 of 1 to 4096.</summary>
    public IReadOnlyList<int> Bottom { get; init; } = [64];

    /// <summary>Width of each categorical field's vectors and of the dense features' one. Default 16; 1 to 512.</summary>
    public int VectorWidth { get; init; } = 16;

    /// <summary>Hidden widths between the interactions and the outputs. Default one of 64; 0 to 4 of 1 to 4096.</summary>
    public IReadOnlyList<int> Top { get; init; } = [64];

    protected override void Check(List<string> faults)
    {
        base.Check(faults);
        Widths(faults, "bottom", Bottom);
        Range(faults, "vectorWidth", VectorWidth, 1, 512);
        Widths(faults, "top", Top);
    }
}
