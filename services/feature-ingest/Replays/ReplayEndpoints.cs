using Microsoft.Extensions.Options;
using UserRep.Contracts.Users;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.FeatureIngest.Replays;

/// <summary>A replay of historic data ends with all users emitted again at one stated as_of.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplays(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/replays/end", EndAsync).ForOperators().WithValidation<ReplayEnd>();

    private static async Task<IResult> EndAsync(ReplayEnd body, ShardProxies shards, IOptions<FeatureIngestOptions> options, CancellationToken ct)
    {
        if (options.Value.Clock != IngestClock.Event)
            return Problem.Conflict("NOT_A_REPLAY", "FeatureIngest:Clock is Wall: vectors speak for now, so a replay has no end to state.").ToResult();
        await shards.EndReplayAsync(body.AsOf!.Value.ToUnixTimeMilliseconds(), ct);
        return TypedResults.Accepted("/v1/ingest/stats");
    }
}
