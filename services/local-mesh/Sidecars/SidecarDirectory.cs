using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>One host serves all sidecars; the port that was called says which one was meant.</summary>
internal sealed class SidecarDirectory
{
    private readonly FrozenDictionary<int, Sidecar> _byPort;

    public SidecarDirectory(MeshTopology topology)
    {
        var byPort = new Dictionary<int, Sidecar>();
        foreach (var sidecar in topology.Replicas.Select(r => new Sidecar(r)))
        {
            byPort.Add(sidecar.Replica.HttpPort, sidecar);
            byPort.Add(sidecar.Replica.GrpcPort, sidecar);
        }
        _byPort = byPort.ToFrozenDictionary();
    }

    public Sidecar Of(HttpContext context) => _byPort[context.Connection.LocalPort];
}
