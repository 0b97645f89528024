namespace UserRep.Evaluator.Cost;

/// <summary>One thing that is spent: what it is called and how much of it a number of models needs.</summary>
/// <param name="Plotted">What a plot's axis says, and the factor to it: axes have no units of their own.</param>
/// <param name="OnPaper">From the total over all paper users to what is shown: cores, bytes, calls a second.</param>
internal sealed record CostResource(string Name, string Title, string PaperTitle, (string Title, double Factor) Plotted, Func<PathCost, LinearCost> Of, double OnPaper, Func<double, string> Write, Func<double, string> WriteOnPaper)
{
    private const double SecondsPerDay = 86_400;

    public static IReadOnlyList<CostResource> All { get; } =
    [
        new("cpu_seconds_per_day", "CPU-seconds a day", "CPU cores", ("CPU-seconds a day", 1), p => p.CpuSeconds, 1 / SecondsPerDay, Amounts.Number, Amounts.Number),
        new("bytes_stored", "bytes stored", "bytes stored", ("MB stored", 1e-6), p => p.Bytes, 1, Amounts.Bytes, Amounts.Bytes),
        new("calls_per_day", "calls a day", "calls a second", ("calls a day", 1), p => p.Calls, 1 / SecondsPerDay, Amounts.Number, Amounts.Number),
    ];
}
