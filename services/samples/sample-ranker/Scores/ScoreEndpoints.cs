using UserRep.Client;
using UserRep.SampleRanker.Heads;
using UserRep.ServiceDefaults.Problems;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.SampleRanker.Scores;

internal static class ScoreEndpoints
{
    public static void MapScores(this IEndpointRouteBuilder app, HeadShelf heads)
    {
        if (heads.IsEmpty)
            app.MapPost("/v1/scores", () => HeadEndpoints.NoHead(heads));
        else
            app.MapPost("/v1/scores", ScoreAsync).WithValidation<ScoresRequest>();
    }

    private static async Task<IResult> ScoreAsync(ScoresRequest body, Ranker ranker, CancellationToken ct)
    {
        try
        {
            return TypedResults.Ok(await ranker.ScoreAsync(body.UserIds!, ct));
        }
        catch (UserRepresentationsException e)
        {
            // Our caller can do nothing about a pin or a space; it can come again where that may help.
            return new Problem(e.IsTransient ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status502BadGateway, e.Code, $"No vectors could be read: {e.Message}").ToResult();
        }
    }
}
