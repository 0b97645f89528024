using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Inference;

/// <summary>How the protocol says that something is wrong.</summary>
internal sealed record InferenceError(string Error)
{
    public static IResult Of(Problem problem, HttpResponse response)
    {
        ProblemResult.WriteRetryAfter(problem, response);
        return Of(problem.Status, problem.Detail);
    }

    public static IResult Of(int status, string error) => TypedResults.Json(new InferenceError(error), statusCode: status);
}
