using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>Where the sidecars listen: loopback only, both families, because SDKs dial the name localhost.</summary>
internal static class SidecarPorts
{
    public static void Listen(KestrelServerOptions kestrel, MeshTopology topology)
    {
        foreach (var address in Addresses())
            foreach (var replica in topology.Replicas)
            {
                kestrel.Listen(address, replica.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
                // Without TLS nothing is negotiated: HTTP/2 needs a port of its own.
                kestrel.Listen(address, replica.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            }
    }

    /// <summary>The first port that can't be had; null if all can.</summary>
    public static PortInUseException? FindTaken(MeshTopology topology, Exception cause)
    {
        foreach (var replica in topology.Replicas)
            foreach (var (port, api) in new[] { (replica.HttpPort, "HTTP"), (replica.GrpcPort, "gRPC") })
                if (Addresses().Any(address => !CanBind(address, port)))
                    return new PortInUseException(port, $"{replica}'s Dapr {api} API", cause);
        return null;
    }

    private static IEnumerable<IPAddress> Addresses()
    {
        yield return IPAddress.Loopback;
        if (Socket.OSSupportsIPv6 && CanBind(IPAddress.IPv6Loopback, 0))
            yield return IPAddress.IPv6Loopback;
    }

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
