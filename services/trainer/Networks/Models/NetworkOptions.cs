namespace UserRep.Trainer.Networks.Models;

/// <summary>What all models on the training engine have in common. <see cref="Faults"/> checks every range.</summary>
public abstract record NetworkOptions
{
    /// <summary>Adam's peak step; rises over the first epoch, then falls along a cosine. Default 0.002; above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.002;

    /// <summary>Share of each weight, times the learning rate, that a step takes off (decoupled). Default 0.01; 0 to 10.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Most passes over the rows. Default 30; 1 to 1000.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Passes without a better held-out loss before the fit stops. Default 4; 1 to 1000.</summary>
    public int Patience { get; init; } = 4;

    /// <summary>Rows of a step. Default 256; 2 to 8192.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Share of rows held out for early stopping. Default 0.1; 0.01 to 0.5.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Default 2; 1 to 64. Has no say in the result.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>The same seed, rows and options give the same model on one machine. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every option out of its range; empty if none is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Check(faults);
        return faults;
    }

    internal Fitting.FitSettings Settings => new(BatchSize, Epochs, Patience, LearningRate, WeightDecay, Threads, Seed);

    protected virtual void Check(List<string> faults)
    {
        Range(faults, "learningRate", LearningRate, 1e-8, 1);
        Range(faults, "weightDecay", WeightDecay, 0, 10);
        Range(faults, "epochs", Epochs, 1, 1000);
        Range(faults, "patience", Patience, 1, 1000);
        Range(faults, "batchSize", BatchSize, 2, 8192);
        Range(faults, "heldOut", HeldOut, 0.01, 0.5);
        Range(faults, "threads", Threads, 1, 64);
    }

    protected static void Range(List<string> faults, string name, double value, double low, double high)
    {
        // Written so that NaN is a fault too.
        if (!(value >= low && value <= high))
            faults.Add($"{name} is {value}, must be {low} to {high}");
    }

    protected static void Widths(List<string> faults, string name, IReadOnlyList<int> widths)
    {
        if (widths.Count > 4 || widths.Any(w => w is < 1 or > 4096))
            faults.Add($"{name} must be at most 4 widths within 1 to 4096");
    }
}
