using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace UserRep.ServiceDefaults.Problems;

/// <summary>A value, or the problem that stands in its way.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Problem is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);

    public IResult ToResult() => Ok ? TypedResults.Ok(Value) : Problem.ToResult();
}
