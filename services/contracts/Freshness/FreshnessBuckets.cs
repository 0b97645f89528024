namespace UserRep.Contracts.Freshness;

/// <summary>Histogram of the time from publishing an event to its vector being readable. Histograms of replicas and shards add up; quantiles don't.</summary>
public static class FreshnessBuckets
{
    /// <summary>Inclusive upper bounds in milliseconds; one more bucket holds what is above.</summary>
    public static readonly IReadOnlyList<long> UpperBounds =
        [10, 20, 30, 40, 50, 75, 100, 125, 150, 175, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 1250, 1500, 2000, 3000, 4000, 5000, 7500, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];

    public static int Count => UpperBounds.Count + 1;

    public static int IndexOf(long milliseconds)
    {
        var index = 0;
        while (index < UpperBounds.Count && milliseconds > UpperBounds[index])
            index++;
        return index;
    }

    /// <summary>The upper bound of the bucket that holds the quantile; null if nothing was counted, and <see cref="double.PositiveInfinity"/> above the last bound.</summary>
    public static double? Quantile(IReadOnlyList<long> counts, double quantile)
    {
        var total = counts.Sum();
        if (total == 0)
            return null;
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * total));
        long seen = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return i < UpperBounds.Count ? UpperBounds[i] : double.PositiveInfinity;
        }
        return double.PositiveInfinity;
    }
}
