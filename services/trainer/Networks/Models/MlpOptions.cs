namespace UserRep.Trainer.Networks.Models;

public sealed record MlpOptions : ClassifierOptions
{
    /// <summary>Widths of the hidden layers. Default one of 64; 0 to 4 of 1 to 4096. Without any it is logistic regression.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64];

    protected override void Check(List<string> faults)
    {
        base.Check(faults);
        Widths(faults, "hidden", Hidden);
    }
}
