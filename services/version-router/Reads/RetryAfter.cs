using UserRep.ServiceDefaults.Problems;

namespace UserRep.VersionRouter.Reads;

internal static class RetryAfter
{
    /// <summary>An index takes seconds to build; anything sooner would be told the same.</summary>
    private const string Seconds = "5";

    public static IResult ToResult(this Problem problem, HttpContext http)
    {
        if (problem.Code == "INDEX_BUILDING")
            http.Response.Headers.RetryAfter = Seconds;
        return problem.ToResult();
    }
}
