using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.FeatureIngest.Backfills;

/// <summary>Backfills are version-router's to order: it knows which versions exist. An operator may stop one.</summary>
internal static class BackfillEndpoints
{
    public static void MapBackfills(this IEndpointRouteBuilder app)
    {
        var backfills = app.MapGroup("/v1/backfills");
        backfills.MapGet("/", async (ShardProxies shards, TimeProvider clock, CancellationToken ct) => BackfillReports.All(await shards.ReportAsync(ct), clock.GetUtcNow()));
        backfills.MapGet("/{version}", ProgressAsync);
        backfills.MapPut("/{version}", StartAsync).ForOperators(AppIds.VersionRouter);
        backfills.MapDelete("/{version}", StopAsync).ForOperators(AppIds.VersionRouter);
    }

    private static async Task<IResult> StartAsync(string version, ShardProxies shards, CancellationToken ct, int round = 0)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return NotAName(version);
        await shards.StartBackfillAsync(new BackfillOrder(parsed.ToString(), round), ct);
        return TypedResults.Accepted($"/v1/backfills/{parsed}");
    }

    private static async Task<IResult> StopAsync(string version, ShardProxies shards, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return NotAName(version);
        await shards.StopBackfillAsync(parsed.ToString(), ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ProgressAsync(string version, ShardProxies shards, TimeProvider clock, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return NotAName(version);
        var name = parsed.ToString();
        return BackfillReports.Progress(await shards.ReportAsync(ct), name, clock.GetUtcNow()) is { } progress
            ? TypedResults.Ok(progress)
            : Problem.NotFound("BACKFILL_NOT_FOUND", $"No backfill of {name} was started.").ToResult();
    }

    private static IResult NotAName(string version) => Problem.Invalid("VERSION_NAME", $"'{version}' is not a version: write representation@v1 (or v1).").ToResult();
}
