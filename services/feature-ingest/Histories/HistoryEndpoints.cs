using Google.Protobuf;
using Microsoft.Net.Http.Headers;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Shards;
using UserRep.Features.Histories;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.FeatureIngest.Histories;

/// <summary>What is known of a user, for operators; and for the encoder, which knows the items' names.</summary>
internal static class HistoryEndpoints
{
    private const string Binary = "application/octet-stream";

    public static void MapHistories(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/users/{id}/history", HistoryAsync).ForOperators(AppIds.Encoder);

    private static async Task<IResult> HistoryAsync(string id, DateTimeOffset? asOf, HttpRequest request, ShardProxies shards, CancellationToken ct)
    {
        var userId = PathUserId.Of(id);
        if (await shards.HistoryAsync(userId, ct) is not { } found)
            return Problem.NotFound("USER_NOT_FOUND", $"Nothing is known of user {userId}.").ToResult();
        // Whoever computes on gets the history whole, as it is emitted.
        if (request.Headers[HeaderNames.Accept] == Binary)
            return TypedResults.Bytes(found.ToByteArray(), Binary);
        return TypedResults.Ok(found.History.View(asOf ?? DateTimeOffset.FromUnixTimeMilliseconds(found.AsOf), _ => null));
    }
}
