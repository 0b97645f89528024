using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Binary;
using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Items;

/// <summary>JSON for people, the binary form for models.</summary>
internal static class ItemsAnswers
{
    public static IResult Of(ServedItems served, HttpRequest request) => BinaryAnswer.IsWanted(request) ? BinaryBody.Result(Message(served)) : TypedResults.Ok(Response(served));

    private static ItemsAnswer Message(ServedItems served)
    {
        var items = served.Items;
        var message = new ItemsAnswer
        {
            Model = served.Assigned.Model.Model,
            Assignment = served.Assigned.Assignment,
            EncoderVersion = items.Version,
            Space = items.Space,
            EmbeddingSpaceId = items.EmbeddingSpaceId,
            Dimension = items.Dimension,
            Metric = items.Metric,
            Statuses = { items.Statuses },
            Vectors = items.Vectors,
            UserVectors = items.UserVectors,
        };
        if (served.Users is { } users)
            message.UserStatuses.Add(users.Statuses);
        (message.ServedFrom, message.AdapterId) = (served.ServedFrom ?? "", served.AdapterId ?? "");
        return message;
    }

    private static ItemsResponse Response(ServedItems served)
    {
        var items = served.Items;
        return new ItemsResponse(
            served.Assigned.Model.Model, items.Version, items.Space, items.EmbeddingSpaceId, (int)items.Dimension, items.Metric,
            served.Request.ItemIds!, [.. items.Statuses.Select(StatusNames.Of)], VectorRows.Of(items.Statuses, items.Vectors.Span, (int)items.Dimension),
            served.Request.UserIds ?? [], [.. served.Users?.Statuses.Select(StatusNames.Of) ?? []], VectorRows.Of(served.Users?.Statuses ?? [], items.UserVectors.Span, (int)items.Dimension),
            served.Assigned.Assignment, served.ServedFrom, served.AdapterId);
    }
}
