using System.Buffers;
using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Actors.Hosting;

/// <summary>
/// Which replica hosts which actor: the one with the highest hash of (actor, replica). A replica that comes or goes moves only
/// its own share. Immutable; replaced whole.
/// </summary>
internal sealed class Placement
{
    public static readonly Placement Empty = new([]);

    private readonly ActorHost[] _hosts;
    private readonly FrozenDictionary<string, ActorHost[]> _byType;

    private Placement(ActorHost[] hosts)
    {
        _hosts = hosts;
        _byType = hosts.SelectMany(h => h.Types.Keys).Distinct()
            .ToFrozenDictionary(type => type, type => hosts.Where(h => h.Types.ContainsKey(type)).ToArray());
    }

    public Placement With(ActorHost host) => new([.. _hosts.Where(h => h.Replica != host.Replica), host]);

    public Placement Without(AppReplica replica) => new([.. _hosts.Where(h => h.Replica != replica)]);

    public bool Hosts(AppReplica replica, string type) => _hosts.Any(h => h.Replica == replica && h.Types.ContainsKey(type));

    public ActorHost? Find(ActorKey key)
    {
        if (!_byType.TryGetValue(key.Type, out var hosts))
            return null;
        if (hosts.Length == 1)
            return hosts[0];
        var size = Encoding.UTF8.GetMaxByteCount(key.Type.Length + 1 + key.Id.Length);
        var rented = size > 512 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var name = rented ?? stackalloc byte[512];
        var length = Encoding.UTF8.GetBytes(key.Type, name);
        name[length++] = (byte)'/';
        length += Encoding.UTF8.GetBytes(key.Id, name[length..]);
        var best = Best(hosts, name[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return best;
    }

    private static ActorHost Best(ActorHost[] hosts, ReadOnlySpan<byte> name)
    {
        var (best, highest) = (hosts[0], 0ul);
        foreach (var host in hosts)
        {
            var score = XxHash3.HashToUInt64(name, host.Seed);
            if (score >= highest)
                (best, highest) = (host, score);
        }
        return best;
    }
}
