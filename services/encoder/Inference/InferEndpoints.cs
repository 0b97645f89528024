using Microsoft.Extensions.Options;
using UserRep.Encoder.Direct;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Versions;

namespace UserRep.Encoder.Inference;

/// <summary>infer of the Open Inference Protocol v2, tensors in JSON or binary: standardised features in, vectors out, by the session that serves.</summary>
internal static class InferEndpoints
{
    public static void MapInfer(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v2/models/{model}/versions/{version}/infer", InferAsync);
        // The protocol lets a server choose a version. Vectors of one that a model wasn't trained on are of no use to it, so this one doesn't.
        app.MapPost("/v2/models/{model}/infer", (string model, LiveVersions live) => model == InferencePaths.Model
            ? InferenceError.Of(StatusCodes.Status400BadRequest, $"Name the version: /v2/models/{InferencePaths.Model}/versions/VERSION/infer. Encoded are {string.Join(", ", live.Current?.Loaded.Select(v => InferencePaths.Number(v.Name)) ?? [])}.")
            : MetadataEndpoints.NoModel(model));
    }

    private static async Task<IResult> InferAsync(string model, string version, HttpContext http, DirectCallers callers, LiveVersions live, DirectQueue queue, IOptions<EncoderOptions> options, CancellationToken ct)
    {
        if (callers.Refusal(http) is { } refusal)
            return InferenceError.Of(refusal, http.Response);
        if (model != InferencePaths.Model)
            return MetadataEndpoints.NoModel(model);
        var read = await InferBody.ReadAsync(http.Request, ct);
        if (!read.Ok)
            return InferenceError.Of(read.Problem, http.Response);
        using var body = read.Value;
        var leased = live.Lease(InferencePaths.VersionName(version));
        if (!leased.Ok)
            return InferenceError.Of(StatusCodes.Status404NotFound, leased.Problem.Detail);
        var loaded = leased.Value;
        try
        {
            if (InferRequest.TryRead(body, loaded, options.Value.MaxDirectRows, out var faults) is not { } request)
                return InferenceError.Of(StatusCodes.Status400BadRequest, string.Join("; ", faults));
            var vectors = new float[request.Rows * loaded.Dimension];
            if (await queue.EncodeAsync(new EncodeWork(loaded, request.Features, vectors, request.Rows), ct) is { } full)
                return InferenceError.Of(full, http.Response);
            return new InferAnswer(request, loaded, vectors);
        }
        finally
        {
            loaded.Release();
        }
    }
}
