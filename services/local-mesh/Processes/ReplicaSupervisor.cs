using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>Keeps one replica's process running and tells the observers when it comes and goes.</summary>
internal sealed partial class ReplicaSupervisor(
    ProcessSpec spec, IReadOnlyList<IReplicaObserver> observers, SpawnThread spawner, MeshLog output, SupervisorOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(1);

    private readonly OutputTail _tail = new();
    private volatile ReplicaState _state;
    private volatile ChildProcess? _child;
    private volatile string? _failing;
    private int _restarts;
    private int? _lastExit;

    public ReplicaStatus Status() => new(spec.Replica, _state, _child?.Id, Volatile.Read(ref _restarts), _lastExit, _failing, _tail.Last());

    /// <summary>Asks the process to end; it is started again as after any exit.</summary>
    public void Restart() => _child?.Terminate();

    public bool Has(AppReplica replica) => spec.Replica == replica;

    public async Task RunAsync(CancellationToken stop)
    {
        var backoff = options.FirstBackoff;
        var quickExits = 0;
        while (!stop.IsCancellationRequested)
        {
            _state = ReplicaState.Starting;
            var started = time.GetTimestamp();
            await LiveOnceAsync(stop);
            if (stop.IsCancellationRequested)
                break;
            if (time.GetElapsedTime(started) >= options.Settled)
                (backoff, quickExits) = (options.FirstBackoff, 0);
            if (++quickExits % options.CrashLoopExits == 0)
                Report($"it has ended {quickExits} times in a row, last with exit code {_lastExit}");
            _state = ReplicaState.Restarting;
            if (!await DelayAsync(backoff, stop))
                break;
            backoff = backoff * 2 < options.LongestBackoff ? backoff * 2 : options.LongestBackoff;
            Interlocked.Increment(ref _restarts);
        }
        _state = ReplicaState.Stopped;
    }

    private async Task LiveOnceAsync(CancellationToken stop)
    {
        var (started, error) = await ChildProcess.StartAsync(spec, spawner, output, _tail);
        if (started is null)
        {
            Report($"{spec.FileName} can't be started: {error}");
            return;
        }
        using var child = started;
        _child = child;
        LogStarted(spec.Replica, child.Id);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var exit = CancelOnExitAsync(child, ending);
        var handshakes = new Handshakes(observers, spec.Replica);
        try
        {
            await WaitForPortAsync(ending.Token);
            await handshakes.BeginAsync(ending.Token);
            (_state, _failing) = (ReplicaState.Ready, null);
            LogReady(spec.Replica, spec.Replica.AppPort!.Value);
            await exit.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || ending.IsCancellationRequested)
        {
            // It has exited, or the mesh is stopping; the linked token may hear of the latter after its own waiters.
        }
        catch (Exception failure)
        {
            LogHandshakeFailed(spec.Replica, failure);
            child.Kill();
        }
        // Before the process is asked to end, so that it gets no more work.
        handshakes.End();
        await child.StopAsync(options.StopGrace, time);
        await exit;
        // Bounded, as a grandchild may hold the pipe open.
        await Task.WhenAny(child.Drained, Task.Delay(DrainGrace, time, CancellationToken.None));
        (_child, _lastExit) = (null, child.ExitCode);
        LogEnded(spec.Replica, child.ExitCode);
    }

    private static async Task CancelOnExitAsync(ChildProcess child, CancellationTokenSource ending)
    {
        await child.Exited;
        await ending.CancelAsync();
    }

    private async Task WaitForPortAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var reported = false;
        while (!await IsOpenAsync(spec.Replica.AppPort!.Value, ct))
        {
            if (!reported && time.GetElapsedTime(began) >= options.PortDeadline)
            {
                Report($"it has not opened port {spec.Replica.AppPort} within {options.PortDeadline}");
                reported = true;
            }
            await Task.Delay(options.PortPoll, time, ct);
        }
    }

    private static async Task<bool> IsOpenAsync(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<bool> DelayAsync(TimeSpan delay, CancellationToken stop)
    {
        try
        {
            await Task.Delay(delay, time, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Report(string failing)
    {
        _failing = failing;
        LogFailing(spec.Replica, failing, string.Join(Environment.NewLine, _tail.Last()));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} started as process {ProcessId}")]
    private partial void LogStarted(AppReplica replica, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} is ready on port {Port}")]
    private partial void LogReady(AppReplica replica, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} ended with exit code {ExitCode}")]
    private partial void LogEnded(AppReplica replica, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Replica}: the handshake failed; its process is ended and started again")]
    private partial void LogHandshakeFailed(AppReplica replica, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Replica}: {Failing}. Its last lines:\n{Tail}")]
    private partial void LogFailing(AppReplica replica, string failing, string tail);
}
