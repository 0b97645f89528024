using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>Apps that someone else runs, in a debugger say: up from when their port opens until nothing listens there any more.</summary>
internal sealed partial class ExternalApps(
    IEnumerable<AppReplica> apps, IReadOnlyList<IReplicaObserver> observers, SupervisorOptions options, TimeProvider time, ILogger<ExternalApps> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.WhenAll(apps.Select(app => Task.Run(() => WatchAsync(app))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task WatchAsync(AppReplica app)
    {
        try
        {
            while (true)
            {
                if (await ConnectAsync(app) is { } connection)
                    await LiveOnceAsync(app, connection);
                await Task.Delay(options.PortPoll, time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The mesh is stopping.
        }
    }

    private async Task LiveOnceAsync(AppReplica app, TcpClient connection)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var leaving = WaitUntilGoneAsync(app, connection, gone);
        var handshakes = new Handshakes(observers, app);
        try
        {
            await handshakes.BeginAsync(gone.Token);
            LogUp(app, app.AppPort!.Value);
            await leaving;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // It has gone in the middle of its handshakes, or the mesh is stopping.
        }
        catch (Exception failure)
        {
            LogHandshakeFailed(app, failure);
        }
        handshakes.End();
        LogDown(app);
        await gone.CancelAsync();
        await leaving;
    }

    /// <summary>A connection breaks with the process at its other end; a server that only closes idle ones can be reached again.</summary>
    private async Task WaitUntilGoneAsync(AppReplica app, TcpClient connection, CancellationTokenSource gone)
    {
        for (var open = connection; open is not null; open = gone.IsCancellationRequested ? null : await ConnectAsync(app))
        {
            using (open)
            {
                try
                {
                    await open.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, gone.Token);
                }
                catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
                {
                    // Broken, or no longer of interest; connecting again tells which.
                }
            }
        }
        await gone.CancelAsync();
    }

    private async Task<TcpClient?> ConnectAsync(AppReplica app)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, app.AppPort!.Value, _stop.Token);
            return client;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            client.Dispose();
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{App}, which runs outside of the mesh, is up on port {Port}")]
    private partial void LogUp(AppReplica app, int port);

    [LoggerMessage(Level = LogLevel.Information, Message = "{App}, which runs outside of the mesh, is gone")]
    private partial void LogDown(AppReplica app);

    [LoggerMessage(Level = LogLevel.Error, Message = "{App}, which runs outside of the mesh: the handshake failed; it is tried again")]
    private partial void LogHandshakeFailed(AppReplica app, Exception error);
}
