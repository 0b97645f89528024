using UserRep.Trainer.Quantization;

namespace UserRep.Trainer.Training;

/// <summary>How an encoder is trained. <see cref="TrainingOptionsValidator"/> checks every range.</summary>
public sealed record TrainingOptions
{
    /// <summary>Days back from as_of, ascending. Default 7, 30, 180; 1 to 6 windows of 1 to 3650 days.</summary>
    public IReadOnlyList<int> WindowsDays { get; init; } = [7, 30, 180];

    /// <summary>Last days whose activity is a feature each: the encoder sees a rhythm, not only sums. Default 28; 0 to 366.</summary>
    public int RhythmDays { get; init; } = 28;

    /// <summary>
    /// Lengths of time (since the last and the first activity, since sign-up, gaps between active days) are cut into so many stretches, at quantiles of the training
    /// rows, with a feature each. Default 16; 0, no such features, to 64. A log shorter than twice the longest window gets none: it can't tell such times from its own age.
    /// </summary>
    public int TimingStretches { get; init; } = 16;

    /// <summary>Age in days at which an activity weighs half within its window. Default 180: the short windows say what is recent; above 0, at most 3650.</summary>
    public double HalfLifeDays { get; init; } = 180;

    /// <summary>What an action counts for in the pooled vectors. Default: like 2, follow 3, search-click 1.5, skip -0.3; each -10 to 10.</summary>
    public IReadOnlyDictionary<string, double> ActionWeights { get; init; } =
        new Dictionary<string, double> { ["like"] = 2, ["follow"] = 3, ["search-click"] = 1.5, ["skip"] = -0.3 };

    /// <summary>What any other action counts for. Default 1; 0 to 10.</summary>
    public double DefaultActionWeight { get; init; } = 1;

    /// <summary>How item vectors are learnt.</summary>
    public ItemVectors.ItemVectorOptions ItemVectors { get; init; } = new();

    /// <summary>Values of an attribute that get a slot of their own; more are hashed into as many buckets. Default 24; 1 to 256.</summary>
    public int AttributeSlots { get; init; } = 24;

    /// <summary>The embedding's dimension. Default 128; 2 to 1024.</summary>
    public int Latent { get; init; } = 128;

    /// <summary>Widths of the encoder's hidden layers; the decoder mirrors them. Default 512 and 256; 0 to 4 layers of 1 to 4096.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [512, 256];

    /// <summary>Default SELU, as in the published method.</summary>
    public Activation Activation { get; init; } = Activation.Selu;

    /// <summary>Normalise each hidden layer's output. Default off: SELU keeps its own scale.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Adds a linear map from input to embedding beside the hidden layers, so that linear heads lose nothing. Default on.</summary>
    public bool Skip { get; init; } = true;

    /// <summary>Share of a hidden layer's outputs dropped while training. Default 0.1; 0 to 0.9.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Weight of predicting what comes next, against reconstruction, the second objective. Default 6, since downstream models ask about the future; 0 leaves it out, at most 100.</summary>
    public double FutureWeight { get; init; } = 6;

    /// <summary>What of the future is predicted.</summary>
    public FutureOptions Future { get; init; } = new();

    /// <summary>Width of a hidden layer between embedding and future targets. Default 0, none; 0 to 4096.</summary>
    public int FutureHidden { get; init; }

    /// <summary>Probability that a whole block (window, onboarding, attribute, counts) is hidden from the encoder. Default 0.05; 0 to 0.9.</summary>
    public double BlockNoise { get; init; } = 0.05;

    /// <summary>Probability that one entry is hidden. Default 0.02; 0 to 0.9.</summary>
    public double EntryNoise { get; init; } = 0.02;

    /// <summary>Parts of the input that the encoder is to do without, in training and in serving: an ablation. Default none.</summary>
    public IReadOnlyList<InputPart> Without { get; init; } = [];

    /// <summary>What each kind of block weighs in the loss.</summary>
    public LossWeights LossWeights { get; init; } = new();

    /// <summary>Training rows per user, at different as_of days. Default 16; 1 to 64.</summary>
    public int RowsPerUser { get; init; } = 16;

    /// <summary>Upper bound of rows; users beyond it are left out of the fit by hash. Default 350,000, about 700 MB at 480 features; 100 to 10 million.</summary>
    public int MaxRows { get; init; } = 350_000;

    /// <summary>
    /// Share of persons of whom nothing at all is used, neither for item vectors and statistics nor for rows: an evaluator that finds the same ones
    /// (<see cref="Events.PersonSplit.IsLeftOut"/>) tests on people the encoder has never seen. Default 0; to 0.9.
    /// </summary>
    public double LeaveOut { get; init; }

    /// <summary>Share of persons held out, for early stopping and the export check. Default 0.1; 0.01 to 0.5.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Default 512; 8 to 8192.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Most passes over the rows. Default 10; 1 to 1000.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Passes without a better held-out loss before training stops. Default 5; 1 to 1000.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Adam's peak step; rises over the first epoch, then falls along a cosine. Default 0.001; above 0, at most 1.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Share of each weight, times the learning rate, that a step takes off (decoupled weight decay). Default 0; 0 to 1.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Seconds between checkpoints, each written at the end of an epoch. Default 10; 0, after every epoch, to 86,400.</summary>
    public double CheckpointSeconds { get; init; } = 10;

    /// <summary>Arithmetic of the exported encoder. Default none: fp32.</summary>
    public Quantize Quantize { get; init; }

    /// <summary>Threads that ONNX Runtime may use. Default: the machine's, at most 16; 1 to 64.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 16);

    /// <summary>The same seed, events and options give the same weights on one machine. Default 1.</summary>
    public int Seed { get; init; } = 1;
}
