using UserRep.Encoder.Sessions;
using UserRep.Encoder.Versions;
using UserRep.ServiceDefaults.Callers;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Explaining;

/// <summary>Why a user's vector is what it is, for whoever debugs it.</summary>
internal static class ExplainEndpoints
{
    public static void MapExplain(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/users/{id}/explain", ExplainAsync).ForOperators();

    private static async Task<IResult> ExplainAsync(string id, string? version, DateTimeOffset? asOf, LiveVersions live, HistoryCalls histories, Explainer explainer, CancellationToken ct)
    {
        var loaded = live.Current?.Loaded ?? [];
        if (version is null && loaded.Count != 1)
            return Problem.Invalid("VERSION_NEEDED", "Say which version: ?version=representation@v1.").With("live", loaded.Select(v => v.Name).ToArray()).ToResult();
        var leased = live.Lease(version ?? loaded[0].Name);
        if (!leased.Ok)
            return leased.Problem.ToResult();
        try
        {
            return await AnswerAsync(PathUserId.Of(id), asOf, leased.Value, histories, explainer, ct);
        }
        finally
        {
            leased.Value.Release();
        }
    }

    private static async Task<IResult> AnswerAsync(string id, DateTimeOffset? asOf, LoadedVersion version, HistoryCalls histories, Explainer explainer, CancellationToken ct)
    {
        var history = await histories.FindAsync(id, ct);
        if (!history.Ok)
            return history.Problem.ToResult();
        var user = history.Value;
        user.AsOf = asOf?.ToUnixTimeMilliseconds() ?? user.AsOf;
        return TypedResults.Ok(await explainer.ExplainAsync(version, user, ct));
    }
}
