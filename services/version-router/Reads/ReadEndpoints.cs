using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.VersionRouter.Reads;

internal static class ReadEndpoints
{
    public static void MapReads(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/embeddings", ReadAsync).WithValidation<EmbeddingsRequest>();

    /// <summary>JSON, or the binary form for who accepts it; a problem is problem+json for both.</summary>
    private static async Task<IResult> ReadAsync(string model, EmbeddingsRequest body, HttpContext http, PinnedReader reader, ReadTelemetry telemetry, CancellationToken ct)
    {
        var begun = telemetry.Begin();
        var answer = await reader.ReadAsync(model, body, Caller.AppId(http), ct);
        telemetry.End("embeddings", begun, model, Caller.AppId(http), answer.Problem, [.. answer.Value?.Groups.Select(g => g.Group) ?? []]);
        return !answer.Ok ? answer.Problem.ToResult()
            : BinaryAnswer.IsWanted(http.Request) ? new BinaryAnswer(answer.Value)
            : JsonAnswer.Of(answer.Value);
    }
}
