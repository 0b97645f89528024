using System.Collections.Concurrent;
using System.Diagnostics;

namespace UserRep.LocalMesh.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as the mesh. Linux sends PDEATHSIG when the THREAD that made the child ends;
/// from a pool thread, children would die at random.
/// </summary>
internal sealed class SpawnThread : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _orders = [];

    public SpawnThread() => new Thread(Run) { Name = "child spawner", IsBackground = true }.Start();

    public Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add((start, started));
        return started.Task;
    }

    /// <summary>Ends the thread: children that still run are killed by the system.</summary>
    public void Dispose() => _orders.CompleteAdding();

    private void Run()
    {
        foreach (var (start, started) in _orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        }
    }
}
