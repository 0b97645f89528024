using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>A replica that hosts actors.</summary>
internal sealed class ActorHost(AppReplica replica, IReadOnlyDictionary<string, ActorTypeConfig> types)
{
    public AppReplica Replica { get; } = replica;

    public FrozenDictionary<string, ActorTypeConfig> Types { get; } = types.ToFrozenDictionary();

    // From the replica's name and not its ports: the same actors go to the same replica after a restart.
    public long Seed { get; } = (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{replica.AppId}#{replica.Index}"));
}
