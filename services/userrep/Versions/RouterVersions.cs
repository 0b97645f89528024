using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Versions;

/// <summary>The versions that version-router knows, through a Dapr sidecar.</summary>
internal static class RouterVersions
{
    // A sidecar on this machine or beside it answers in milliseconds, and most who train have none.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <returns>Null, with the reason, if there is no answer.</returns>
    public static async Task<(IReadOnlyList<EncoderVersion>? Versions, string Reason)> TryGetAsync(string router, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(router.TrimEnd('/') + $"/v1.0/invoke/{AppIds.VersionRouter}/method/v1/versions", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return (null, "it is no http address");
        using var http = new HttpClient { Timeout = s_patience };
        try
        {
            var list = await http.GetFromJsonAsync<VersionList>(uri, s_json, cancellationToken);
            return list?.Versions is { } versions ? ([.. versions.Select(v => EncoderVersion.TryParse(v.Version, out var version) ? version : default).Where(v => v.Number > 0)], "") : (null, "it answered without versions");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, e.Message);
        }
    }
}
