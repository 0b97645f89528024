using UserRep.Contracts.Users;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Stats;

internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/ingest/stats", StatsAsync);
        app.MapGet("/v1/users/count", async (ShardProxies shards, CancellationToken ct) => new UserCount((await shards.ReportAsync(ct)).Sum(r => r.Users)));
    }

    private static async Task<IngestStats> StatsAsync(ShardProxies shards, CancellationToken ct)
    {
        var reports = await shards.ReportAsync(ct);
        var refused = reports.SelectMany(r => r.Refused).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
        return new IngestStats(
            reports.Sum(r => r.Users), reports.Sum(r => r.Accepted), reports.Sum(r => r.Duplicate), reports.Sum(r => r.Late),
            refused.Values.Sum(), refused, reports.Sum(r => r.Overflowed), reports.Sum(r => r.Owed));
    }
}
