using Microsoft.Extensions.Options;
using UserRep.Contracts.DeadLetters;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>What was refused, for operators to look into, mend and publish again.</summary>
internal static class DeadLetterEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/v1/dead-letters").ForOperators();
        letters.MapGet("", ListAsync);
        letters.MapGet("/{id}", FindAsync);
        letters.MapPost("/{id}/replay", ReplayAsync);
        letters.MapDelete("/{id}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(string? reason, long? after, int? limit, DeadLetterBoxProxy box, CancellationToken ct) =>
        limit is < 1 or > MaxLimit ? Problem.Invalid("LIMIT", $"limit is {limit}, must be 1 to {MaxLimit}.").ToResult()
        : TypedResults.Ok(await box.ListAsync(new LetterQuery(reason, after ?? -1, limit ?? DefaultLimit), ct));

    private static async Task<IResult> FindAsync(string id, DeadLetterBoxProxy box, CancellationToken ct) =>
        IsId(id) && (await box.FindAsync(id, ct)).Letter is { } letter ? TypedResults.Ok(letter) : NotFound(id);

    private static async Task<IResult> ReplayAsync(string id, HttpRequest request, DeadLetterBoxProxy box, IOptions<FeatureIngestOptions> options, CancellationToken ct)
    {
        if (!IsId(id))
            return NotFound(id);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (body.Length > options.Value.MaxEventBytes)
            return Problem.Invalid("TOO_LARGE", $"The body has {body.Length} bytes; {options.Value.MaxEventBytes} are allowed.").ToResult();
        var answer = await box.ReplayAsync(new LetterReplay(id, body.ToArray()), ct);
        if (answer.Letter is not { } letter)
            return NotFound(id);
        if (answer.Fault is { } fault)
            return Problem.Invalid("NOT_REPLAYABLE", fault).ToResult();
        return letter.Letter.State == DeadLetterState.Replaying ? TypedResults.Accepted($"/v1/dead-letters/{id}", letter) : TypedResults.Ok(letter);
    }

    private static async Task<IResult> DeleteAsync(string id, DeadLetterBoxProxy box, CancellationToken ct) =>
        IsId(id) && await box.DeleteAsync(id, ct) ? TypedResults.NoContent() : NotFound(id);

    /// <summary>An id becomes part of a state key, so nothing else may pass for one.</summary>
    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private static IResult NotFound(string id) => Problem.NotFound("DEAD_LETTER_NOT_FOUND", $"There is no dead letter {id}.").ToResult();
}
