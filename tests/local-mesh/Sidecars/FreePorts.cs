using System.Net;
using System.Net.Sockets;

namespace UserRep.LocalMesh.Tests.Sidecars;

internal static class FreePorts
{
    /// <summary>Ports that were free a moment ago, all different.</summary>
    public static int[] Take(int count)
    {
        var sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
        var ports = sockets.Select(s => ((IPEndPoint)s.LocalEndPoint!).Port).ToArray();
        foreach (var socket in sockets)
            socket.Dispose();
        return ports;
    }
}
