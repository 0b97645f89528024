using UserRep.Contracts.Users;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Stats;

internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/ingest/stats", StatsAsync);
        app.MapGet("/v1/users/count", async (ShardProxies shards, CancellationToken ct) => new UserCount((await shards.ReportAsync(ct)).Sum(r => r.Users)));
    }

    private static async Task<IngestStats> StatsAsync(ShardProxies shards, DeadLetterBoxProxy deadLetters, CancellationToken ct)
    {
        var (asked, box) = (shards.ReportAsync(ct), await deadLetters.ReportAsync(ct));
        var reports = await asked;
        return new IngestStats(
            reports.Sum(r => r.Users), reports.Sum(r => r.Accepted), reports.Sum(r => r.Duplicate), reports.Sum(r => r.Late),
            box.Refused.Values.Sum(), box.Refused, reports.Sum(r => r.Erased), reports.Sum(r => r.Overflowed), reports.Sum(r => r.Owed),
            reports.Sum(r => r.Redelivered) + box.Counts.Redelivered, box.Counts);
    }
}
