using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Canaries;

internal static class CanaryEndpoints
{
    public static void MapCanaries(this IEndpointRouteBuilder app) =>
        app.MapPut("/v1/models/{model}/canaries", SetAsync).ForOperators().WithValidation<CanaryList>();

    /// <summary>Without a plan: the rules hold, thresholds (coverage, age, evaluation) are not looked at.</summary>
    private static async Task<IResult> SetAsync(string model, CanaryList body, HttpContext http, RegistryStore registry, TimeProvider clock, CancellationToken ct)
    {
        Canary[] canaries = [.. body.Canaries!.Select(c => EncoderVersion.TryParse(c.Version, out var v) ? c with { Version = v.ToString() } : c)];
        return (await registry.ChangeAsync(ChangeAuthor.Of(http, body.Why), document => CanaryMoves.Set(document, model, canaries, clock.GetUtcNow()), ct)).ToResult();
    }
}
