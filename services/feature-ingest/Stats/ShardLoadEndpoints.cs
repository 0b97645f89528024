using UserRep.Contracts.Mesh;
using UserRep.Contracts.Shards;
using UserRep.FeatureIngest.Shards;
using UserRep.ServiceDefaults.Callers;

namespace UserRep.FeatureIngest.Stats;

internal static class ShardLoadEndpoints
{
    public static void MapShardLoads(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/ingest/shards", async (ShardProxies shards, CancellationToken ct) => new ShardLoads(await shards.LoadAsync(ct))).ForOperators(AppIds.VersionRouter);
}
