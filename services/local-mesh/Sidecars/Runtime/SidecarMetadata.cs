using UserRep.LocalMesh.Actors;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars.Runtime;

/// <summary>What a sidecar says about itself.</summary>
internal sealed class SidecarMetadata(SidecarOptions options, ActorRuntime actors)
{
    // The daprd whose behaviour is reproduced; the suffix says that this is not daprd.
    public const string RuntimeVersion = "1.17.13+local-mesh";
    public const string VersionKey = "daprRuntimeVersion";

    public IEnumerable<ComponentInfo> ComponentsOf(string appId) => options.Components.Where(c => c.Scopes.Count == 0 || c.Scopes.Contains(appId));

    public IReadOnlyDictionary<string, int> ActiveActors(AppReplica replica) => actors.CountActive(replica);
}
