namespace UserRep.Evaluator;

public static class EvaluationOptionsValidator
{
    /// <summary>Every option out of its range; empty if none is.</summary>
    public static IReadOnlyList<string> Faults(EvaluationOptions o)
    {
        var faults = new List<string>();
        Range("trainCutCount", o.TrainCutCount, 1, 50);
        Range("testCutCount", o.TestCutCount, 1, 50);
        Range("testShare", o.TestShare, 0.05, 0.8);
        Range("recentDays", o.RecentDays, 1, 365);
        Range("maxUsersPerCut", o.MaxUsersPerCut, 100, 1_000_000);
        Range("maxTrainRows", o.MaxTrainRows, 100, 10_000_000);
        Range("draws", o.Draws, 20, 10_000);
        Range("minPositives", o.MinPositives, 1, 10_000);
        Range("threads", o.Threads, 1, 64);
        if (o.Seeds.Count is < 1 or > 20 || o.Seeds.Distinct().Count() != o.Seeds.Count)
            faults.Add("seeds must be 1 to 20 distinct numbers");
        if (o.StaleDays.Count is < 1 or > 10 || o.StaleDays[0] != 0 || o.StaleDays.Any(d => d is < 0 or > 3650) || !o.StaleDays.SequenceEqual(o.StaleDays.Distinct().Order()))
            faults.Add("staleDays must be 1 to 10 ascending, distinct numbers of days from 0, the first of them 0");
        if (o.TrainCuts.Count > 0 && o.TestCuts.Count > 0 && o.TrainCuts.Max() >= o.TestCuts.Min())
            faults.Add($"trainCuts must all lie before testCuts: {o.TrainCuts.Max():yyyy-MM-dd} does not lie before {o.TestCuts.Min():yyyy-MM-dd}");
        return faults;

        void Range(string name, double value, double low, double high)
        {
            // Written so that NaN is a fault too.
            if (!(value >= low && value <= high))
                faults.Add($"{name} is {value}, must be {low} to {high}");
        }
    }
}
