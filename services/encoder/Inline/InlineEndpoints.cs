using UserRep.Contracts.Events;
using UserRep.Encoder.Direct;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Validation;

namespace UserRep.Encoder.Inline;

/// <summary>Encodes a user whose features the caller has at hand: the first seconds of a new one, before any event has come round.</summary>
internal static class InlineEndpoints
{
    public static void MapInline(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/versions/{version}/encode", EncodeAsync)
            .AddEndpointFilter(async (context, next) =>
                context.HttpContext.RequestServices.GetRequiredService<DirectCallers>().Refusal(context.HttpContext) is { } refusal ? refusal.ToResult() : await next(context))
            .WithValidation<InlineUser>();

    private static async Task<IResult> EncodeAsync(string version, InlineUser body, LiveVersions live, DirectQueue queue, TimeProvider clock, CancellationToken ct)
    {
        var leased = live.Lease(version);
        if (!leased.Ok)
            return leased.Problem.ToResult();
        var loaded = leased.Value;
        try
        {
            var user = InlineHistory.Of(body, clock.GetUtcNow());
            var (features, vector) = (new float[loaded.Features.Width], new float[loaded.Dimension]);
            var unknown = loaded.Features.Build(user.History, UnixDay.Of(user.AsOf), features);
            if (await queue.EncodeAsync(new EncodeWork(loaded, features, vector, 1), ct) is { } full)
                return full.ToResult();
            return TypedResults.Ok(new InlineEmbedding(
                loaded.Name, loaded.Manifest.EmbeddingSpaceId, loaded.Dimension, loaded.Manifest.Metric, DateTimeOffset.FromUnixTimeMilliseconds(user.AsOf),
                StableHash.Of(features).ToString("x16"), unknown, vector));
        }
        finally
        {
            loaded.Release();
        }
    }
}
