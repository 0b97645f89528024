using UserRep.Contracts.Mesh;
using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.EmbeddingStore.Neighbours;

internal static class NeighbourEndpoints
{
    public static void MapNeighbours(this IEndpointRouteBuilder version) =>
        version.MapPost("/neighbours", async (string version, NeighboursRequest body, NeighbourSearch search, CancellationToken ct) =>
            (await search.FindAsync(version, body, ct)).ToResult()).ForServices(AppIds.VersionRouter).WithValidation<NeighboursRequest>();
}
