using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>All child processes of the mesh.</summary>
internal sealed partial class ProcessSupervisor : IAsyncDisposable
{
    private readonly SpawnThread _spawner = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ReplicaSupervisor> _replicas;
    private readonly ILogger _log;
    private Task _running = Task.CompletedTask;

    /// <param name="observers">Told in this order when a replica comes up, and in the opposite one when it goes down.</param>
    public ProcessSupervisor(
        IReadOnlyList<ProcessSpec> specs, IReadOnlyList<IReplicaObserver> observers, MeshLog output, SupervisorOptions options, TimeProvider time, ILogger<ProcessSupervisor> log)
    {
        _log = log;
        _replicas = [.. specs.Select(s => new ReplicaSupervisor(s, observers, _spawner, output, options, time, log))];
    }

    public void Start()
    {
        if (!ParentDeath.IsCovered)
            LogNotCovered();
        _running = Task.WhenAll(_replicas.Select(r => Task.Run(() => r.RunAsync(_stop.Token))));
    }

    public IReadOnlyList<ReplicaStatus> Status() => [.. _replicas.Select(r => r.Status())];

    /// <summary>What a sidecar's shutdown means here: its app ends, and both come back.</summary>
    public void Restart(AppReplica replica) => _replicas.Find(r => r.Has(replica))?.Restart();

    /// <summary>Ends every child: SIGTERM, and after the grace a kill. Their sidecars must answer until this returns.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _spawner.Dispose();
        _stop.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "setpriv is missing here: if the mesh is killed, its services go on running")]
    private partial void LogNotCovered();
}
