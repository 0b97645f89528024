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
            return NotAName(version);
        await shards.StartBackfillAsync(parsed.ToString(), ct);
        return TypedResults.Accepted($"/v1/backfills/{parsed}");
    }

    private static IResult NotAName(string version) => Problem.Invalid("VERSION_NAME", $"'{version}' is not a version: write representation@v1 (or v1).").ToResult();

    private static async Task<IResult> ProgressAsync(string version, ShardProxies shards, CancellationToken ct)
    {
        if (!EncoderVersion.TryParse(version, out var parsed))
            return NotAName(version);
        var name = parsed.ToString();
        var reports = await shards.ReportAsync(ct);
        var walks = reports.Select(r => r.Backfills.FirstOrDefault(b => b.Version == name)).ToArray();
        return walks.All(w => w is null)
            ? Problem.NotFound("BACKFILL_NOT_FOUND", $"No backfill of {name} was started.").ToResult()
            : TypedResults.Ok(new BackfillProgress(name, reports.Sum(r => r.Users), walks.Sum(w => w?.Emitted ?? 0), walks.All(w => w is { Done: true })));
    }
}
