using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Binary;
using UserRep.ServiceDefaults.Callers;

namespace UserRep.EmbeddingStore.Neighbours;

internal static class NeighbourEndpoints
{
    public static void MapNeighbours(this IEndpointRouteBuilder version) =>
        version.MapPost("/neighbours", FindAsync).ForServices(AppIds.VersionRouter);

    private static async Task<IResult> FindAsync(string version, HttpContext http, NeighbourSearch search, CancellationToken ct)
    {
        var query = await BinaryBody.ReadAsync(http.Request, NeighboursQuery.Parser, ct);
        if (!query.Ok)
            return query.Problem.ToResult();
        var found = await search.FindAsync(version, query.Value, ct);
        return found.Ok ? BinaryBody.Result(found.Value) : found.Problem.ToResult();
    }
}
