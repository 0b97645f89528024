using UserRep.Contracts.Shadows;
using UserRep.VersionRouter.Models;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Shadows;

internal static class ShadowEndpoints
{
    public static void MapShadows(this IEndpointRouteBuilder app) => app.MapGet("/v1/models/{model}/shadow", GetAsync);

    /// <summary>What is saved, and nothing of this replica's own: whichever is asked, the answer is the same.</summary>
    private static async Task<IResult> GetAsync(string model, RegistryStore registry, ShadowStore shadows, CancellationToken ct)
    {
        var (document, _) = await registry.ReadAsync(ct);
        if (document.Model(model) is not { } known)
            return ModelProblems.NotFound(model, document).ToResult();
        var counted = await shadows.FindAsync(model, ct);
        return TypedResults.Ok(known.Shadow is { } running && counted?.Version != running
            ? new ShadowReport(model, running, true, null, new ShadowCounts())
            : new ShadowReport(model, counted?.Version, known.Shadow is not null, counted?.Since, counted?.Counts ?? new ShadowCounts()));
    }
}
