using UserRep.Contracts.Reads;

namespace UserRep.VersionRouter.Reads;

internal static class JsonAnswer
{
    public static IResult Of(ModelAnswer answer) => answer.InGroups
        ? TypedResults.Ok(new EmbeddingGroups(answer.Model, [.. answer.Groups.Select(g => Group(answer.Model, g))]))
        : TypedResults.Ok(Group(answer.Model, answer.Groups[0]));

    private static EmbeddingsResponse Group(string model, ServedGroup served)
    {
        var (group, columns) = (served.Group, served.Columns);
        var bundle = group.Version.Bundle;
        var users = group.UserIds.Count;
        var (statuses, asOf) = (new string[users], new DateTimeOffset?[users]);
        for (var i = 0; i < users; i++)
        {
            statuses[i] = StatusNames.Of(columns.Statuses[i]);
            if (columns.AsOf[i] != 0)
                asOf[i] = DateTimeOffset.FromUnixTimeMilliseconds(columns.AsOf[i]);
        }
        var vectors = VectorRows.Of(columns.Statuses, columns.Vectors.Span, bundle.Dimension);
        return new EmbeddingsResponse(
            model, group.Version.Version, bundle.EmbeddingSpaceId, bundle.Dimension, bundle.Metric, group.UserIds, statuses, asOf, vectors, group.Assignment, served.ServedFrom, served.AdapterId);
    }
}
