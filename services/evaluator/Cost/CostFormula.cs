namespace UserRep.Evaluator.Cost;

/// <summary>From counts and unit costs to costs of N models. Pure arithmetic: what is measured is in <see cref="UnitCosts"/>.</summary>
internal static class CostFormula
{
    public const string Shared = "shared";
    public const string Own = "own";
    public const string OwnOverSharedHistory = "own-over-shared-history";

    // Features to the encoder, vectors to the store, the write.
    private const int SharedCallsPerEmission = 3;

    // The model calls version-router, which calls embedding-store.
    private const int SharedCallsPerRead = 2;

    /// <summary>The shared representation first, then what it is compared with.</summary>
    public static IReadOnlyList<PathCost> Of(Traffic t, UnitCosts c)
    {
        var events = t.Events / (double)t.Days;
        var emissions = (t.Emissions + t.Refreshes) / (double)t.Days;
        var reads = t.ActiveUserDays / (double)t.Days;
        var histories = events * c.HistoryUpdate.Median;
        var ownPerModel = emissions * (c.OwnBuild.Median + c.OwnWrite.Median) + reads * c.OwnRead.Median;
        return
        [
            new PathCost(Shared, "one shared representation",
                new LinearCost(histories + emissions * (c.FeatureBuild.Median + c.Encode.Median + c.VectorWrite.Median), reads * c.VectorRead.Median),
                new LinearCost(t.Users * (c.HistoryBytes + c.VectorBytes), 0),
                new LinearCost(events + emissions * SharedCallsPerEmission, reads * SharedCallsPerRead)),
            new PathCost(Own, "features of their own",
                new LinearCost(0, histories + ownPerModel),
                new LinearCost(0, t.Users * (c.HistoryBytes + c.OwnRowBytes)),
                new LinearCost(0, events + emissions + reads)),
            // The strictest rival: teams that share the histories at least. Each gets every emission and writes its row.
            new PathCost(OwnOverSharedHistory, "features of their own over one shared history",
                new LinearCost(histories, ownPerModel),
                new LinearCost(t.Users * c.HistoryBytes, t.Users * c.OwnRowBytes),
                new LinearCost(events, emissions * 2 + reads)),
        ];
    }

    /// <summary>The number of models at which two costs are equal; null if there is none above 0.</summary>
    public static double? BreakEven(LinearCost shared, LinearCost own)
    {
        var n = (shared.Fixed - own.Fixed) / (own.PerModel - shared.PerModel);
        return double.IsFinite(n) && n > 0 ? n : null;
    }

    /// <summary>The same in words, whatever it is.</summary>
    public static string BreakEvenInWords(LinearCost shared, LinearCost own)
    {
        var cheaperLater = own.PerModel > shared.PerModel;
        if (BreakEven(shared, own) is not { } n)
            return shared.Fixed < own.Fixed || (shared.Fixed == own.Fixed && cheaperLater) ? "none: shared costs less for any number of models" : "none: shared never costs less";
        var at = FormattableString.Invariant($"{n:0.##}");
        if (!cheaperLater)
            return $"{at}: shared costs less only below it";
        return n < 1 ? $"{at}: shared costs less from the first model on" : FormattableString.Invariant($"{at}: shared costs less from {Math.Floor(n) + 1:0} models on");
    }
}
