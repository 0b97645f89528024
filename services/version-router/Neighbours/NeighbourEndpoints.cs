using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Neighbours;

internal static class NeighbourEndpoints
{
    public static void MapNeighbours(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/neighbours", FindAsync).WithValidation<NeighboursRequest>();

    private static async Task<IResult> FindAsync(string model, NeighboursRequest body, HttpContext http, NeighbourFinder finder, ReadTelemetry telemetry, CancellationToken ct)
    {
        var begun = telemetry.Begin();
        var served = await finder.FindAsync(model, body, Caller.AppId(http), ct);
        telemetry.End("neighbours", begun, model, Caller.AppId(http), served.Problem, served.Value is { } answer ? [answer.Assigned.Group(body.UserId is { } user ? [user] : [])] : []);
        return served.Ok ? NeighboursAnswers.Of(served.Value, http.Request) : served.Problem.ToResult();
    }
}
