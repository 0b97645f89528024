using UserRep.Contracts.Freshness;
using UserRep.EmbeddingStore.Storing;

namespace UserRep.EmbeddingStore.Freshness;

internal static class FreshnessEndpoints
{
    public static void MapFreshness(this IEndpointRouteBuilder version) => version.MapGet("/freshness", GetAsync);

    private static async Task<FreshnessReport> GetAsync(string version, EmbeddingState state, CancellationToken ct)
    {
        var counts = new long[FreshnessBuckets.Count];
        foreach (var directory in await state.DirectoriesAsync(version, ct))
        {
            for (var i = 0; i < directory.Freshness.Count; i++)
                counts[i] += directory.Freshness[i];
        }
        return new FreshnessReport(version, FreshnessBuckets.UpperBounds, counts, Finite(FreshnessBuckets.Quantile(counts, 0.5)), Finite(FreshnessBuckets.Quantile(counts, 0.99)));
    }

    // JSON has no infinity: above the last bound is said as twice that bound.
    private static double? Finite(double? value) => value is double.PositiveInfinity ? FreshnessBuckets.UpperBounds[^1] * 2 : value;
}
