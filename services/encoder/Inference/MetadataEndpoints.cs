using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;

namespace UserRep.Encoder.Inference;

/// <summary>Health and metadata of the Open Inference Protocol v2, for anyone: it tells no more than GET /v1/versions of version-router.</summary>
internal static class MetadataEndpoints
{
    private const string Platform = "onnxruntime_onnx";

    private static readonly string[] s_extensions = ["binary_tensor_data"];

    public static void MapInferenceMetadata(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v2", () => TypedResults.Ok(new { name = "userrep-encoder", version = typeof(MetadataEndpoints).Assembly.GetName().Version!.ToString(3), extensions = s_extensions }));
        app.MapGet("/v2/health/live", () => TypedResults.Ok(new { live = true }));
        app.MapGet("/v2/health/ready", (LiveVersions live) => Ready(live.Current is { Missing.Count: 0 }));
        var model = app.MapGroup("/v2/models/{model}");
        model.MapGet("/", (string model, LiveVersions live) => Model(model, live));
        model.MapGet("/ready", (string model, LiveVersions live) => model == InferencePaths.Model ? Ready(live.Current is { Missing.Count: 0, Loaded.Count: > 0 }) : NoModel(model));
        model.MapGet("/versions/{version}", (string model, string version, LiveVersions live) => Version(model, version, live));
        model.MapGet("/versions/{version}/ready", (string model, string version, LiveVersions live) =>
            model == InferencePaths.Model ? Ready(Find(version, live) is not null) : NoModel(model));
    }

    public static IResult NoModel(string model) => InferenceError.Of(StatusCodes.Status404NotFound, $"There is no model '{model}'; there is {InferencePaths.Model}.");

    private static IResult Ready(bool ready) =>
        TypedResults.Json(new { ready }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    /// <summary>Of one model there are several widths, and no version is the default: tensors are told where there is only one.</summary>
    private static IResult Model(string model, LiveVersions live) =>
        model == InferencePaths.Model ? Metadata(live.Current?.Loaded ?? []) : NoModel(model);

    private static IResult Version(string model, string version, LiveVersions live)
    {
        if (model != InferencePaths.Model)
            return NoModel(model);
        return Find(version, live) is { } found ? Metadata([found]) : InferenceError.Of(StatusCodes.Status404NotFound, $"Version {version} of {model} is not encoded here.");
    }

    private static IResult Metadata(IReadOnlyList<LoadedVersion> versions) => TypedResults.Ok(new
    {
        name = InferencePaths.Model,
        versions = versions.Select(v => InferencePaths.Number(v.Name)),
        platform = Platform,
        inputs = versions.Count == 1 ? [TensorMetadata.Input(versions[0])] : Array.Empty<TensorMetadata>(),
        outputs = versions.Count == 1 ? [TensorMetadata.Output(versions[0])] : Array.Empty<TensorMetadata>(),
    });

    private static LoadedVersion? Find(string version, LiveVersions live) =>
        live.Current?.Loaded.FirstOrDefault(v => InferencePaths.Number(v.Name) == InferencePaths.Number(InferencePaths.VersionName(version)));
}
