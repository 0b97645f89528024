using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Inference;

/// <summary>How the protocol says that something is wrong.</summary>
internal sealed record InferenceError(string Error)
{
    public static IResult Of(Problem problem) => TypedResults.Json(new InferenceError(problem.Detail), statusCode: problem.Status);

    public static IResult Of(int status, string error) => TypedResults.Json(new InferenceError(error), statusCode: status);
}
