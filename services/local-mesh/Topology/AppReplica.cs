namespace UserRep.LocalMesh.Topology;

/// <summary>One replica of an app together with its sidecar. Ports are fixed for the life of the mesh; the process behind them may come and go.</summary>
internal sealed class AppReplica(string appId, int index, int? appPort, int httpPort, int grpcPort)
{
    private volatile bool _ready;

    public string AppId { get; } = appId;

    public int Index { get; } = index;

    /// <summary>Where the app listens; null for an app-id without a process, such as playground.</summary>
    public int? AppPort { get; } = appPort;

    /// <summary>What the app speaks there.</summary>
    public AppProtocol Protocol { get; init; }

    /// <summary>As daprd has it in its flag, in metadata and in the app's environment.</summary>
    public string ProtocolName => Protocol == AppProtocol.Grpc ? "grpc" : "http";

    /// <summary>The sidecar's Dapr HTTP API.</summary>
    public int HttpPort { get; } = httpPort;

    /// <summary>The sidecar's Dapr gRPC API (h2c).</summary>
    public int GrpcPort { get; } = grpcPort;

    /// <summary>The app's port is open and its observers have made their handshakes.</summary>
    public bool Ready { get => _ready; set => _ready = value; }

    public override string ToString() => Index == 0 ? AppId : $"{AppId}#{Index}";
}
