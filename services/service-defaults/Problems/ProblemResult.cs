using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace UserRep.ServiceDefaults.Problems;

/// <summary><c>application/problem+json</c>, with <c>Retry-After</c> where the problem says when.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        WriteRetryAfter(problem, httpContext.Response);
        return TypedResults.Problem(
            problem.Detail, statusCode: problem.Status, title: problem.Code, extensions: new Dictionary<string, object?>(problem.Facts) { ["code"] = problem.Code }).ExecuteAsync(httpContext);
    }

    /// <summary>For answers that must say the rest in another form.</summary>
    public static void WriteRetryAfter(Problem problem, HttpResponse response)
    {
        if (problem.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
