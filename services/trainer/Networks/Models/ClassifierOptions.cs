using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks.Models;

/// <summary>What classifiers have in common.</summary>
public abstract record ClassifierOptions : NetworkOptions
{
    /// <summary>Default yes-or-no labels, independent of each other.</summary>
    public LabelKind Labels { get; init; } = LabelKind.Independent;

    /// <summary>Share of a hidden layer's outputs dropped while training. Default 0.1; 0 to 0.9.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    protected override void Check(List<string> faults)
    {
        base.Check(faults);
        Range(faults, "dropout", Dropout, 0, 0.9);
        if (!Enum.IsDefined(Labels))
            faults.Add($"labels {Labels} is not one of {string.Join(", ", Enum.GetNames<LabelKind>())}");
        if (!Enum.IsDefined(Activation))
            faults.Add($"activation {Activation} is not one of {string.Join(", ", Enum.GetNames<Activation>())}");
    }
}
