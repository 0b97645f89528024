using Microsoft.Net.Http.Headers;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Binary;

namespace UserRep.VersionRouter.Reads;

/// <summary>An <see cref="EmbeddingsAnswer"/>. The vectors are the store's bytes, written out as they came in.</summary>
internal sealed class BinaryAnswer(ModelAnswer answer) : IResult
{
    /// <summary>Whether the caller would rather have this than JSON: it names it, and nothing that JSON would do for with a higher quality or before it.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return false;
        foreach (var type in accepted.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1))
        {
            if (type.MediaType.Equals(MediaTypes.Protobuf, StringComparison.OrdinalIgnoreCase))
                return true;
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MatchesAllTypes || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return false;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var message = new EmbeddingsAnswer { Model = answer.Model };
        foreach (var group in answer.Groups)
            message.Groups.Add(Group(group));
        return BinaryBody.Result(message).ExecuteAsync(httpContext);
    }

    private static EmbeddingsGroup Group(ServedGroup served)
    {
        var (group, columns) = (served.Group, served.Columns);
        var message = new EmbeddingsGroup
        {
            Assignment = group.Assignment,
            EncoderVersion = group.Version.Version,
            EmbeddingSpaceId = group.Version.Bundle.EmbeddingSpaceId,
            Dimension = (uint)group.Version.Bundle.Dimension,
            Metric = group.Version.Bundle.Metric,
            Vectors = columns.Vectors,
            ServedFrom = served.ServedFrom ?? "",
            AdapterId = served.AdapterId ?? "",
        };
        foreach (var position in group.Positions ?? [])
            message.Positions.Add((uint)position);
        message.Statuses.Add(columns.Statuses);
        message.AsOf.Add(columns.AsOf);
        return message;
    }
}
