using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>One life of a replica as its observers see it: each is told in order that it is up, and those that were told hear in the reverse order that it is gone.</summary>
internal sealed class Handshakes(IReadOnlyList<IReplicaObserver> observers, AppReplica replica)
{
    private int _told;

    /// <summary>The replica is ready once all agree; where one throws, <see cref="End"/> is still to be called.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        foreach (var observer in observers)
        {
            _told++;
            await observer.OnUpAsync(replica, ct);
        }
        replica.Ready = true;
    }

    public void End()
    {
        replica.Ready = false;
        for (; _told > 0; _told--)
            observers[_told - 1].OnDown(replica);
    }
}
