using System.Net;
using System.Net.Sockets;

namespace UserRep.LocalMesh.Topology;

/// <summary>Ports that the system says are free; held until disposed, so that none is given twice.</summary>
internal sealed class FreePorts : IDisposable
{
    private readonly List<TcpListener> _held = [];

    public int Next()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _held.Add(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        foreach (var listener in _held)
            listener.Dispose();
    }
}
