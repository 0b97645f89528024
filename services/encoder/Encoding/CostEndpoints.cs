using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Encoding;

internal static class CostEndpoints
{
    public static void MapCosts(this IEndpointRouteBuilder app) => app.MapGet("/v1/versions/{version}/cost", Get);

    /// <summary>Of the replica that is asked, and it says over how much it measured: a plan names that.</summary>
    private static IResult Get(string version, EncodingCosts costs) => costs.Of(version) is { } cost
        ? TypedResults.Ok(cost)
        : Problem.NotFound("NOT_MEASURED", $"This replica of the encoder has encoded nothing of {version} since it started.").ToResult();
}
