using UserRep.Contracts.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.VersionRouter.Audit;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Pins;

internal static class PinEndpoints
{
    public static void MapPins(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/rollback", RollbackAsync).ForOperators();

    private static async Task<IResult> RollbackAsync(string model, ChangeReason body, HttpContext http, RegistryStore registry, TimeProvider clock, CancellationToken ct) =>
        (await registry.ChangeAsync(ChangeAuthor.Of(http, body.Why), document => Rollback.Decide(document, model, clock.GetUtcNow()), ct)).ToResult();
}
