namespace UserRep.Trainer.Simulation;

/// <summary>How large a world to simulate. The same options give the same events.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Listeners. Default 3,000; 1 to 99,999.</summary>
    public int Users { get; init; } = 3_000;

    /// <summary>Tracks. Default 2,000; 20 to 99,999.</summary>
    public int Items { get; init; } = 2_000;

    /// <summary>Days up to and with <see cref="EndDate"/>. Default 200; 1 to 1,000.</summary>
    public int Days { get; init; } = 200;

    /// <summary>Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Events an average listener makes on a day on which they are subscribed. Default 0.54, which gives about 210,000 in all; above 0, at most 20.</summary>
    public double EventsPerUserDay { get; init; } = 0.54;

    /// <summary>The last day simulated. Default 2025-09-30, in the past of any clock: newer events would be refused as too far ahead.</summary>
    public DateOnly EndDate { get; init; } = new(2025, 9, 30);

    /// <summary>Every fault; empty if there is none.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Users is < 1 or > 99_999)
            faults.Add($"users is {Users}, must be 1 to 99999");
        if (Items is < 20 or > 99_999)
            faults.Add($"items is {Items}, must be 20 to 99999");
        if (Days is < 1 or > 1_000)
            faults.Add($"days is {Days}, must be 1 to 1000");
        if (!(EventsPerUserDay is > 0 and <= 20))
            faults.Add($"eventsPerUserDay is {EventsPerUserDay}, must be above 0 and at most 20");
        return faults;
    }
}
