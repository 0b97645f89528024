namespace UserRep.LocalMesh.Sidecars;

/// <summary>What all sidecars of the mesh share.</summary>
internal sealed record SidecarOptions
{
    /// <summary>Largest body of an invocation. Default 4 MiB, as daprd's <c>max-body-size</c>; from 1 byte.</summary>
    public long MaxInvocationBytes { get; init; } = 4 << 20;

    /// <summary>Largest body of any other call, and of any gRPC message. Default 16 MiB (daprd needs <c>max-body-size</c> raised for it); from 1 byte to 2 GiB.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;

    /// <summary><c>DAPR_API_TOKEN</c>: what apps must send in <c>dapr-api-token</c>. Default null: nothing is asked.</summary>
    public string? ApiToken { get; init; }

    /// <summary>The Configuration's feature ActorStateTTL. Default false, as daprd's: a TTL on actor state is refused.</summary>
    public bool ActorStateTtl { get; init; }

    /// <summary>What GET /v1.0/metadata lists. Default empty.</summary>
    public IReadOnlyList<ComponentInfo> Components { get; init; } = [];
}
