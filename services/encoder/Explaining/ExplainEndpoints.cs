using UserRep.Contracts.Versions;
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
        var chosen = Choose(version, live.Current?.Loaded ?? []);
        if (!chosen.Ok)
            return chosen.Problem.ToResult();
        var history = await histories.FindAsync(PathUserId.Of(id), ct);
        if (!history.Ok)
            return history.Problem.ToResult();
        var user = history.Value;
        user.AsOf = asOf?.ToUnixTimeMilliseconds() ?? user.AsOf;
        if (!chosen.Value.TryLease())
            return NotLive(chosen.Value.Name, live.Current?.Loaded ?? []).ToResult();
        try
        {
            return TypedResults.Ok(await explainer.ExplainAsync(chosen.Value, user, ct));
        }
        finally
        {
            chosen.Value.Release();
        }
    }

    private static Outcome<LoadedVersion> Choose(string? name, IReadOnlyList<LoadedVersion> live)
    {
        if (name is null)
            return live.Count == 1 ? live[0] : Problem.Invalid("VERSION_NEEDED", "Say which version: ?version=representation@v1.").With("live", Names(live));
        if (!EncoderVersion.TryParse(name, out var version))
            return Problem.Invalid("VERSION_NAME", $"'{name}' is not a version: write representation@v1 (or v1).");
        return live.FirstOrDefault(v => v.Name == version.ToString()) is { } found ? found : NotLive(version.ToString(), live);
    }

    private static Problem NotLive(string name, IReadOnlyList<LoadedVersion> live) => Problem.NotFound("VERSION_NOT_LIVE", $"{name} is not encoded here.").With("live", Names(live));

    private static string[] Names(IReadOnlyList<LoadedVersion> live) => [.. live.Select(v => v.Name)];
}
