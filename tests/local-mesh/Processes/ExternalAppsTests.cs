using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.Processes;
using UserRep.LocalMesh.Tests.PubSub;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Processes;

public sealed class ExternalAppsTests
{
    private readonly ConcurrentQueue<string> _calls = [];

    [Fact]
    public async Task App_ThatComesGoesAndComesAgain_IsSeenEachTime()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        var app = new AppReplica("app", 0, ((IPEndPoint)first.LocalEndpoint).Port, 0, 0);
        await using (var apps = Watching(app, new RecordingObserver("a", _calls), new RecordingObserver("b", _calls)))
        {
            await Eventually.IsAsync(() => app.Ready, "it is up");
            first.Stop();
            await Eventually.IsAsync(() => !app.Ready && _calls.Count == 4, "it is gone");
            using var second = new TcpListener(IPAddress.Loopback, app.AppPort!.Value);
            second.Start();
            await Eventually.IsAsync(() => app.Ready, "it is up again");
        }
        Assert.False(app.Ready);
        Assert.Equal(["a up app", "b up app", "b down app", "a down app", "a up app", "b up app", "b down app", "a down app"], _calls);
    }

    [Fact]
    public async Task App_ThatClosesIdleConnections_StaysUp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var app = new AppReplica("app", 0, ((IPEndPoint)listener.LocalEndpoint).Port, 0, 0);
        await using var apps = Watching(app, new RecordingObserver("a", _calls));
        for (var i = 0; i < 5; i++)
            (await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();
        await Eventually.IsAsync(() => app.Ready, "it is up");
        Assert.Equal(["a up app"], _calls);
    }

    private static ExternalApps Watching(AppReplica app, params IReplicaObserver[] observers)
    {
        var apps = new ExternalApps([app], observers, new SupervisorOptions { PortPoll = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, NullLogger<ExternalApps>.Instance);
        apps.Start();
        return apps;
    }
}
