using Microsoft.AspNetCore.Http;

namespace UserRep.ServiceDefaults.Problems;

/// <summary>An expected failure on its way to <c>application/problem+json</c>: a stable code for programs, a sentence for people.</summary>
public sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>What exists or is allowed instead, by name; goes into the problem's extensions.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>();

    /// <summary>Whole seconds after which another attempt may go better; null: not known.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static Problem NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);

    public static Problem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    public static Problem Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);

    public static Problem Invalid(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);

    public static Problem Unavailable(string code, string detail) => new(StatusCodes.Status503ServiceUnavailable, code, detail);

    public Problem With(string name, object? value) => this with { Facts = new Dictionary<string, object?>(Facts) { [name] = value } };

    public IResult ToResult() => new ProblemResult(this);
}
