using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.FeatureIngest.Backfills;

/// <summary>Backfills are version-router's to order: it knows which versions exist.</summary>
internal static class BackfillEndpoints
{
    public static void MapBackfills(this IEndpointRouteBuilder app)
    {
        app.MapPut("/v1/backfills/{version}", StartAsync).ForOperators(AppIds.VersionRouter);
        app.MapGet("/v1/backfills/{version}", ProgressAsync);
    }

    private static async Task<IResult> StartAsync(string version, ShardProxies shards, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return Problem.Invalid("VERSION_NAME", $"'{version}' is not a version.").ToResult();
        await shards.StartBackfillAsync(parsed.ToString(), ct);
        return TypedResults.Accepted($"/v1/backfills/{parsed}");
    }

    private static async Task<IResult> ProgressAsync(string version, ShardProxies shards, CancellationToken ct)
    {
        var reports = await shards.ReportAsync(ct);
        var walks = reports.Select(r => r.Backfills.FirstOrDefault(b => b.Version == version)).ToArray();
        return walks.All(w => w is null)
            ? Problem.NotFound("BACKFILL_NOT_FOUND", $"No backfill of {version} was started.").ToResult()
            : TypedResults.Ok(new BackfillProgress(version, reports.Sum(r => r.Users), walks.Sum(w => w?.Emitted ?? 0), walks.All(w => w is { Done: true })));
    }
}
