using UserRep.Contracts.Reads;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Validation;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

internal static class ItemEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/models/{model}/items", ReadAsync).WithValidation<ItemsRequest>();

    private static async Task<IResult> ReadAsync(string model, ItemsRequest body, HttpContext http, ItemReader reader, CancellationToken ct)
    {
        var served = await reader.ReadAsync(model, body, Caller.AppId(http), ct);
        return served.Ok ? ItemsAnswers.Of(served.Value, http.Request) : served.Problem.ToResult();
    }
}
