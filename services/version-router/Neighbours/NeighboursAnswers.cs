using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Binary;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Neighbours;

/// <summary>JSON for people, the binary form for models.</summary>
internal static class NeighboursAnswers
{
    public static IResult Of(ServedNeighbours served, HttpRequest request) => BinaryAnswer.IsWanted(request)
        ? BinaryBody.Result(new NeighboursAnswer
        {
            Model = served.Assigned.Model.Model, Assignment = served.Assigned.Assignment, Of = served.Of, Neighbours = served.Found, ServedFrom = served.ServedFrom ?? "", AdapterId = served.AdapterId ?? "",
        })
        : TypedResults.Ok(Response(served));

    private static NeighboursResponse Response(ServedNeighbours served)
    {
        var found = served.Found;
        return new NeighboursResponse(
            served.Assigned.Model.Model, served.Assigned.Version.Version, served.Of, found.Space, found.EmbeddingSpaceId, (int)found.Dimension, found.Metric, served.UserId,
            [.. Enumerable.Range(0, found.Ids.Count).Select(i => new Neighbour(found.Ids[i], found.Similarities[i], i < found.Names.Count && found.Names[i].Length > 0 ? found.Names[i] : null))],
            found.Recall >= 1 ? "exact" : "approximate", found.Recall, DateTimeOffset.FromUnixTimeMilliseconds(found.AsOf), DateTimeOffset.FromUnixTimeMilliseconds(found.BuiltAt), served.Assigned.Assignment,
            served.ServedFrom, served.AdapterId);
    }
}
