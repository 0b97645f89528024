using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.FeatureIngest.Erasures;

/// <summary>A user is erased on an operator's word; the receipt tells how far it is.</summary>
internal static class ErasureEndpoints
{
    public static void MapErasures(this IEndpointRouteBuilder app)
    {
        app.MapDelete("/v1/users/{id}", EraseAsync).ForOperators();
        app.MapGet("/v1/erasures/{receipt}", FindAsync).ForOperators();
    }

    private static async Task<IResult> EraseAsync(string id, HttpContext http, ErasureDeskProxy desk, IOptions<ErasureOptions> options, CancellationToken ct)
    {
        var userId = PathUserId.Of(id);
        if (userId.Length > EventLimits.IdLength)
            return Problem.Invalid("USER_ID", $"A user id has at most {EventLimits.IdLength} characters.").ToResult();
        if (await desk.RequestAsync(new ErasureRequest(userId, Caller.AppId(http)!), ct) is not { } receipt)
            return Problem.Unavailable("TOO_MANY_ERASURES", $"{options.Value.MaxOpen} erasures are under way (Erasures:MaxOpen); try again once some are complete.").ToResult();
        return TypedResults.Accepted($"/v1/erasures/{receipt.Id}", receipt);
    }

    private static async Task<IResult> FindAsync(string receipt, ErasureDeskProxy desk, CancellationToken ct) =>
        // It becomes part of a state key, so nothing else may pass for one.
        receipt.Length == 32 && receipt.All(char.IsAsciiHexDigitLower) && await desk.FindAsync(receipt, ct) is { } found
            ? TypedResults.Ok(found)
            : Problem.NotFound("ERASURE_NOT_FOUND", $"There is no erasure {receipt}; receipts are kept for Erasures:ReceiptDays once they are complete.").ToResult();
}
