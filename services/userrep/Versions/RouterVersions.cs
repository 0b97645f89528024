using UserRep.Command.Mesh;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;

namespace UserRep.Command.Versions;

/// <summary>The versions that version-router knows, through a Dapr sidecar.</summary>
internal static class RouterVersions
{
    // A sidecar on this machine or beside it answers in milliseconds, and most who train have none.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <returns>Null, with the reason, if there is no answer.</returns>
    public static async Task<(IReadOnlyList<EncoderVersion>? Versions, string Reason)> TryGetAsync(string router, CancellationToken cancellationToken)
    {
        using var mesh = new MeshClient(router, s_patience);
        var answer = await mesh.GetAsync<VersionList>(AppIds.VersionRouter, "/v1/versions", cancellationToken);
        if (answer.Fault is { } fault)
            return (null, fault);
        return answer.Value?.Versions is { } versions
            ? ([.. versions.Select(v => EncoderVersion.TryParse(v.Version, out var version) ? version : default).Where(v => v.Number > 0)], "")
            : (null, "it answered without versions");
    }
}
