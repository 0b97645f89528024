using UserRep.ServiceDefaults.Problems;

namespace UserRep.SampleRanker.Heads;

internal static class HeadEndpoints
{
    /// <summary>Which versions this release can be served from, and by what proof.</summary>
    public static void MapHeads(this IEndpointRouteBuilder app, HeadShelf heads) =>
        app.MapGet("/v1/heads", () => heads.IsEmpty ? NoHead(heads) : TypedResults.Ok(heads.All.Select(h => h.Description)));

    public static IResult NoHead(HeadShelf heads) => Problem.Unavailable("NO_HEAD",
        $"There is no head in {heads.Folder}. Train one with --train SET (a training set that userrep export wrote), register it with userrep head --set SET, and start again; README.md has the commands.").ToResult();
}
