namespace UserRep.Evaluator;

/// <summary>How a bundle is evaluated. <see cref="EvaluationOptionsValidator"/> checks every range.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Days at whose start heads are trained, yyyy-MM-dd. Default: none named, <see cref="TrainCutCount"/> are spread over the events before the bundle's cut-off.</summary>
    public IReadOnlyList<DateOnly> TrainCuts { get; init; } = [];

    /// <summary>Days that are reported. Default: none named, <see cref="TestCutCount"/> are spread over the events after the bundle's cut-off.</summary>
    public IReadOnlyList<DateOnly> TestCuts { get; init; } = [];

    /// <summary>Default 24: heads should have seen every season; 1 to 50.</summary>
    public int TrainCutCount { get; init; } = 24;

    /// <summary>Default 3; 1 to 50.</summary>
    public int TestCutCount { get; init; } = 3;

    /// <summary>Share of persons that are tested and never trained on, where the bundle itself left none out. Default 0.3; 0.05 to 0.8.</summary>
    public double TestShare { get; init; } = 0.3;

    /// <summary>Users that acted this recently before a cut are "active": the long gone would make every answer look easy. Default 28 days; 1 to 365.</summary>
    public int RecentDays { get; init; } = 28;

    /// <summary>Most users per training cut, those of the lowest hashes. Default 2,500; 100 to 1 million.</summary>
    public int MaxUsersPerCut { get; init; } = 2_500;

    /// <summary>Most samples that one head learns from. Default 20,000; 100 to 10 million.</summary>
    public int MaxTrainRows { get; init; } = 20_000;

    /// <summary>Which methods run, by the names of the report; the bundle always does. Default: none named, all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Ages of the freshness curve in days; the first must be 0. Default 0, 1, 7, 30.</summary>
    public IReadOnlyList<int> StaleDays { get; init; } = [0, 1, 7, 30];

    /// <summary>Runs of whatever is drawn at random: networks' weights, factor models' starts, trees. Default 1, 2, 3; 1 to 20 of them.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Bootstrap draws of persons behind each interval. Default 300; 20 to 10,000.</summary>
    public int Draws { get; init; } = 300;

    /// <summary>Fewest positives and fewest negatives among a cut's test samples for an output to count. Default 10; 1 to 10,000.</summary>
    public int MinPositives { get; init; } = 10;

    /// <summary>Default: the machine's, at most 16; 1 to 64.</summary>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 16);

    /// <summary>One seed, few samples and the methods that a sceptic asks for first: minutes instead of half an hour.</summary>
    public EvaluationOptions ForQuick() => this with { Seeds = [Seeds[0]], MaxUsersPerCut = Math.Min(MaxUsersPerCut, 700), MaxTrainRows = Math.Min(MaxTrainRows, 6_000), Draws = Math.Min(Draws, 100) };
}
