namespace UserRep.Client;

/// <summary>Settings of the client; checked at start, all faults at once.</summary>
public sealed class UserRepresentationsOptions
{
    /// <summary>The downstream model's name, as it is registered with version-router. Required.</summary>
    public string Model { get; set; } = "";

    /// <summary>The heads this process holds, 1 to 100, each of another version. A read accepts these versions and no other.</summary>
    public IList<Head> Heads { get; } = [];

    /// <summary>Dapr app-id of version-router. Default: <c>version-router</c>.</summary>
    public string RouterAppId { get; set; } = Contracts.Mesh.AppIds.VersionRouter;

    /// <summary>HTTP address of this app's sidecar. Default: <c>DAPR_HTTP_ENDPOINT</c>, else 127.0.0.1 and <c>DAPR_HTTP_PORT</c>, else port 3500.</summary>
    public Uri? SidecarAddress { get; set; }

    /// <summary>Token that the sidecar asks for. Default: <c>DAPR_API_TOKEN</c>; none where that isn't set.</summary>
    public string? SidecarToken { get; set; }

    /// <summary>For a whole read, retries included. Default: 2 s, range 1 ms to 10 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often one call is tried again when it could not be made: no connection, 503, or <c>ERR_DIRECT_INVOKE</c>. Never after a refusal. Default: 3, range 0 to 10.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Before the first retry, about; doubles with each, with jitter. Default: 50 ms, range 1 ms to 10 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Users asked for in one call. Default: 1000, which is the most, range 1 to 1000.</summary>
    public int BatchSize { get; set; } = Contracts.Reads.EmbeddingsRequest.MaxUsers;

    /// <summary>Calls of one read under way at once. Default: 4, range 1 to 64.</summary>
    public int MaxParallelBatches { get; set; } = 4;

    /// <summary>Called when the version served changes, within the read that saw it: be quick. What it throws is logged and goes no further. While replicas learn of a change (1 s), old and new may alternate.</summary>
    public Action<HeadChange>? OnHeadChange { get; set; }
}
