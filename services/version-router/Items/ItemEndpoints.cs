using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

internal static class ItemEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/items", ReadAsync).WithValidation<ItemsRequest>();

    private static async Task<IResult> ReadAsync(string model, ItemsRequest body, HttpContext http, ItemReader reader, ReadTelemetry telemetry, CancellationToken ct)
    {
        var begun = telemetry.Begin();
        var served = await reader.ReadAsync(model, body, Caller.AppId(http), ct);
        telemetry.End("items", begun, model, Caller.AppId(http), served.Problem, served.Value is { } answer ? [answer.Assigned.Group(body.UserIds ?? [])] : []);
        return served.Ok ? ItemsAnswers.Of(served.Value, http.Request) : served.Problem.ToResult();
    }
}
