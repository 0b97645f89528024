using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.Encoder.Bundles;

internal static class BundleEndpoints
{
    public static void MapBundles(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/bundles/validate", Validate).ForServices(AppIds.VersionRouter).WithValidation<BundleCheck>();

    private static IResult Validate(BundleCheck body, BundleLoader loader)
    {
        using var loaded = loader.TryLoad(body, out var faults);
        if (loaded is null)
            return Problem.Invalid("BUNDLE_REFUSED", string.Join("; ", faults)).With("faults", faults).ToResult();
        var manifest = loaded.Manifest;
        return TypedResults.Ok(new BundleDescription(loaded.Name, manifest.EmbeddingSpaceId, manifest.Dimension, manifest.InputWidth, manifest.Metric, loaded.Sha256));
    }
}
