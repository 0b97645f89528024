namespace UserRep.Evaluator.Cost;

public static class CostOptionsValidator
{
    /// <summary>Every option out of its range; empty if none is.</summary>
    public static IReadOnlyList<string> Faults(CostOptions o)
    {
        var faults = new List<string>();
        if (o.Models.Count is < 1 or > 20 || o.Models.Any(n => n is < 1 or > 10_000) || !o.Models.SequenceEqual(o.Models.Distinct().Order()))
            faults.Add("models must be 1 to 20 distinct, ascending numbers within 1 to 10000");
        Range("paperUsers", o.PaperUsers, 1, 100_000_000_000);
        Range("coalesceMilliseconds", o.CoalesceMilliseconds, 0, 10_000);
        Range("batchRows", o.BatchRows, 1, 256);
        Range("emissions", o.Emissions, 10, 100_000);
        Range("events", o.Events, 100, 10_000_000);
        Range("repetitions", o.Repetitions, 3, 101);
        Range("cpuMilliseconds", o.CpuMilliseconds, 1, 10_000);
        return faults;

        void Range(string name, long value, long low, long high)
        {
            if (value < low || value > high)
                faults.Add($"{name} is {value}, must be {low} to {high}");
        }
    }
}
