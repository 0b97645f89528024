namespace UserRep.LocalMesh.Sidecars;

/// <summary>A sidecar's port is taken by another process.</summary>
/// <param name="owner">Whose port it was to be, for example <c>playground's Dapr HTTP API</c>.</param>
internal sealed class PortInUseException(int port, string owner, Exception? inner = null) : Exception($"port {port}, meant for {owner}, is in use", inner)
{
    public int Port { get; } = port;

    public string Owner { get; } = owner;
}
