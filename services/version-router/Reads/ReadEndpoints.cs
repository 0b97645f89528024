using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.VersionRouter.Reads;

internal static class ReadEndpoints
{
    public static void MapReads(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/models/{model}/embeddings", ReadAsync).WithValidation<EmbeddingsRequest>();
        app.MapPost("/v1/models/{model}/neighbours", NeighboursAsync);
    }

    /// <summary>JSON, or the binary form for who accepts it; a problem is problem+json for both.</summary>
    private static async Task<IResult> ReadAsync(string model, EmbeddingsRequest body, HttpContext http, PinnedReader reader, ReadTelemetry telemetry, CancellationToken ct)
    {
        var begun = telemetry.Begin();
        var answer = await reader.ReadAsync(model, body, Caller.AppId(http), ct);
        telemetry.End(begun, model, Caller.AppId(http), answer);
        return !answer.Ok ? answer.Problem.ToResult()
            : BinaryAnswer.IsWanted(http.Request) ? new BinaryAnswer(answer.Value)
            : JsonAnswer.Of(answer.Value);
    }

    private static async Task NeighboursAsync(string model, NeighboursRequest body, HttpContext http, Assigner assigner, StoreGateway store, CancellationToken ct)
    {
        var assigned = assigner.Assign(model, null, Caller.AppId(http));
        if (!assigned.Ok)
        {
            await assigned.Problem.ToResult().ExecuteAsync(http);
            return;
        }
        // The store's answer, its problems included, is the answer.
        using var response = await store.NeighboursAsync(assigned.Value.Version.Version, body, ct);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(http.Response.Body, ct);
    }
}
