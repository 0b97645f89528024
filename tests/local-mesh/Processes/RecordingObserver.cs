using System.Collections.Concurrent;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Processes;

internal sealed class RecordingObserver(string name, ConcurrentQueue<string> calls) : IReplicaObserver
{
    public Exception? Failure { get; set; }

    public Task OnUpAsync(AppReplica replica, CancellationToken ct)
    {
        calls.Enqueue($"{name} up {replica}");
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }

    public void OnDown(AppReplica replica) => calls.Enqueue($"{name} down {replica}");
}
