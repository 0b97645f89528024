namespace UserRep.LocalMesh.Topology;

/// <summary>Told when a replica's process has opened its port, and when it is gone. Calls for one replica never overlap.</summary>
internal interface IReplicaObserver
{
    /// <summary>The app's port is open. Handshakes (for its actors, for its subscriptions) are made in here.</summary>
    Task OnUpAsync(AppReplica replica, CancellationToken ct);

    /// <summary>The process has exited: what was in flight to it will not be answered.</summary>
    void OnDown(AppReplica replica);
}
