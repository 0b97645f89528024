using Google.Protobuf;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Binary;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Items;

/// <summary>The item side of a version. Only version-router may ask: it knows which version a model may have.</summary>
internal static class ItemEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/versions/{version}/items", (string version, HttpContext http, LiveVersions live, ItemReader reader, CancellationToken ct) =>
            AnswerAsync(version, http, live, ItemsQuery.Parser, reader.ReadAsync, ct)).ForServices(AppIds.VersionRouter);
        app.MapPost("/v1/versions/{version}/items/neighbours", (string version, HttpContext http, LiveVersions live, ItemNeighbours neighbours, CancellationToken ct) =>
            AnswerAsync(version, http, live, NeighboursQuery.Parser, neighbours.FindAsync, ct)).ForServices(AppIds.VersionRouter);
    }

    private static async Task<IResult> AnswerAsync<TQuery, TAnswer>(
        string version, HttpContext http, LiveVersions live, MessageParser<TQuery> parser, Func<LoadedVersion, TQuery, CancellationToken, Task<Outcome<TAnswer>>> ask, CancellationToken ct)
        where TQuery : class, IMessage<TQuery>
        where TAnswer : class, IMessage
    {
        var query = await BinaryBody.ReadAsync(http.Request, parser, ct);
        if (!query.Ok)
            return query.Problem.ToResult();
        var leased = live.LeaseForItems(version);
        if (!leased.Ok)
            return leased.Problem.ToResult();
        try
        {
            var answer = await ask(leased.Value, query.Value, ct);
            return answer.Ok ? BinaryBody.Result(answer.Value) : answer.Problem.ToResult();
        }
        finally
        {
            leased.Value.Release();
        }
    }
}
