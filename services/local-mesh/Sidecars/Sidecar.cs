using System.Collections.Concurrent;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>One replica's sidecar: what a call is made through.</summary>
internal sealed class Sidecar(AppReplica replica)
{
    public AppReplica Replica { get; } = replica;

    public string AppId => Replica.AppId;

    /// <summary>An app-id without a process (playground) has nothing to wait for.</summary>
    public bool Healthy => Replica.Ready || Replica.AppPort is null;

    /// <summary>What PUT /v1.0/metadata/{key} has set.</summary>
    public ConcurrentDictionary<string, string> Extended { get; } = new();
}
