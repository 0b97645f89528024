namespace UserRep.Evaluator.Cost;

/// <summary>How costs are measured and what they are worked out for.</summary>
public sealed record CostOptions
{
    /// <summary>Numbers of downstream models that costs are shown for. Default 1, 2, 5, 10, 20; 1 to 20 distinct, ascending numbers within 1 to 10,000.</summary>
    public IReadOnlyList<int> Models { get; init; } = [1, 2, 5, 10, 20];

    /// <summary>Users that the costs are scaled to on paper. Default 600 million; 1 to 100 billion.</summary>
    public long PaperUsers { get; init; } = 600_000_000;

    /// <summary>How long a known user's changes are gathered before an emission, milliseconds. Default 200, as feature-ingest's; 0 to 10,000.</summary>
    public int CoalesceMilliseconds { get; init; } = 200;

    /// <summary>Whether every known user is also emitted once a day because windows moved, as feature-ingest does on the wall clock. Default true.</summary>
    public bool DailyRefresh { get; init; } = true;

    /// <summary>Rows in one run of the encoder. Default 32, what live traffic fills of the encoder's 128; 1 to 256.</summary>
    public int BatchRows { get; init; } = 32;

    /// <summary>Emissions, drawn by hash, on which the cost of one is measured. Default 1,000; 10 to 100,000. Their histories are held in memory.</summary>
    public int Emissions { get; init; } = 1_000;

    /// <summary>Events, of users drawn by hash, on which the cost of one is measured. Default 20,000; 100 to 10 million.</summary>
    public int Events { get; init; } = 20_000;

    /// <summary>Measurements of each cost; the median counts, lowest and highest are shown. Default 7; 3 to 101.</summary>
    public int Repetitions { get; init; } = 7;

    /// <summary>CPU time that one measurement takes at least, milliseconds. Default 200; 1 to 10,000.</summary>
    public int CpuMilliseconds { get; init; } = 200;
}
