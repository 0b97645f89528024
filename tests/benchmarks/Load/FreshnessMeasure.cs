using System.Globalization;
using UserRep.Contracts.Freshness;

namespace UserRep.Benchmarks.Load;

/// <summary>The platform's own measure between two instants: embedding-store's histogram of publication to readable vector, of every vector that an event caused.</summary>
internal sealed record FreshnessMeasure(IReadOnlyList<long> Counts)
{
    public double P99 => Quantile(0.99);

    public static async Task<FreshnessMeasure> OfAsync(LoadMesh mesh, Func<Task> meanwhile)
    {
        var before = await mesh.FreshnessAsync();
        await meanwhile();
        return new FreshnessMeasure([.. (await mesh.FreshnessAsync()).Select((c, i) => c - before[i])]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {Quantile(0.5):N0} ms, p95 {Quantile(0.95):N0} ms, p99 {P99:N0} ms, of {Counts.Sum():N0} vectors");

    /// <summary>Within a bucket values are taken as evenly spread: bounds alone are too far apart for a ratio.</summary>
    private double Quantile(double quantile)
    {
        var rank = quantile * Counts.Sum();
        var (below, seen) = (0L, 0L);
        for (var i = 0; i < FreshnessBuckets.UpperBounds.Count; i++)
        {
            if (Counts[i] > 0 && seen + Counts[i] >= rank)
                return below + (rank - seen) / Counts[i] * (FreshnessBuckets.UpperBounds[i] - below);
            (below, seen) = (FreshnessBuckets.UpperBounds[i], seen + Counts[i]);
        }
        return Counts.Sum() == 0 ? 0 : double.PositiveInfinity;
    }
}
