namespace UserRep.LocalMesh.Topology;

/// <summary>How a sidecar calls its app: daprd's <c>--app-protocol</c>.</summary>
internal enum AppProtocol
{
    Http,
    Grpc,
}
