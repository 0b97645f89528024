using System.Collections.Frozen;

namespace UserRep.LocalMesh.Topology;

/// <summary>Every replica of every app-id; fixed once the mesh has started.</summary>
internal sealed class MeshTopology(IReadOnlyList<AppReplica> replicas)
{
    private readonly FrozenDictionary<string, AppReplica[]> _byApp =
        replicas.GroupBy(r => r.AppId).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    public IReadOnlyList<AppReplica> Replicas { get; } = replicas;

    public IReadOnlyList<AppReplica> Of(string appId) => _byApp.TryGetValue(appId, out var found) ? found : [];
}
