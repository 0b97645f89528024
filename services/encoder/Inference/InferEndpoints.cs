using System.Text.Json;
using Microsoft.Extensions.Options;
using UserRep.Encoder.Direct;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Versions;
using UserRep.Features.Bundles;

namespace UserRep.Encoder.Inference;

/// <summary>infer of the Open Inference Protocol v2, JSON tensors: standardised features in, vectors out, by the session that serves.</summary>
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
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ct);
        }
        catch (JsonException e)
        {
            return InferenceError.Of(StatusCodes.Status400BadRequest, $"The body is not JSON: {e.Message}");
        }
        using var _ = body;
        var leased = live.Lease(InferencePaths.VersionName(version));
        if (!leased.Ok)
            return InferenceError.Of(StatusCodes.Status404NotFound, leased.Problem.Detail);
        var loaded = leased.Value;
        try
        {
            if (InferRequest.TryRead(body.RootElement, loaded, options.Value.MaxDirectRows, out var faults) is not { } request)
                return InferenceError.Of(StatusCodes.Status400BadRequest, string.Join("; ", faults));
            var vectors = new float[request.Rows * loaded.Dimension];
            if (await queue.EncodeAsync(new EncodeWork(loaded, request.Features, vectors, request.Rows), ct) is { } full)
                return InferenceError.Of(full, http.Response);
            return TypedResults.Json(new Dictionary<string, object?>
            {
                ["model_name"] = InferencePaths.Model,
                ["model_version"] = InferencePaths.Number(loaded.Name),
                ["id"] = request.Id,
                ["parameters"] = new Dictionary<string, string> { ["embedding_space_id"] = loaded.Manifest.EmbeddingSpaceId, ["metric"] = loaded.Manifest.Metric },
                ["outputs"] = new[] { new { name = BundleFiles.Output, datatype = TensorMetadata.Fp32, shape = new[] { request.Rows, loaded.Dimension }, data = vectors } },
            });
        }
        finally
        {
            loaded.Release();
        }
    }
}
