using System.Collections.Concurrent;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.Actors.Scheduling;
using UserRep.LocalMesh.Sidecars;
using UserRep.LocalMesh.State;
using UserRep.LocalMesh.State.Sqlite;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>Real sidecars on free ports over a real file; apps are web hosts in this process. <c>caller</c> has no process.</summary>
internal sealed class TestMesh : IAsyncDisposable
{
    public const string Caller = "caller";
    public const string Store = "statestore";

    private readonly ConcurrentDictionary<AppReplica, WebApplication> _apps = new();
    private readonly AppChannel _channel;
    private readonly SqliteFile _file;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private TestMesh(SqliteFile file, string folder, bool ownsFolder, MeshTopology topology, string? appToken) =>
        (_file, _folder, _ownsFolder, Topology, _channel) = (file, folder, ownsFolder, topology, new AppChannel(appToken));

    public MeshTopology Topology { get; }

    public FakePublisher Publisher { get; } = new();

    public SidecarServices Services { get; private set; } = null!;

    public ConcurrentQueue<AppReplica> ShutDown { get; } = new();

    /// <param name="folder">Kept by the caller, for a second mesh on the same file; null for one of its own.</param>
    /// <param name="grpcApp">The app-id that speaks gRPC.</param>
    public static async Task<TestMesh> StartAsync(
        IReadOnlyDictionary<string, int>? replicas = null, SidecarOptions? options = null, string? folder = null, TimeProvider? time = null, bool actorStore = true, string? appToken = null, string? grpcApp = null)
    {
        time ??= TimeProvider.System;
        var owns = folder is null;
        folder ??= Directory.CreateTempSubdirectory("sidecar-tests").FullName;
        var file = SqliteFile.Open(Path.Combine(folder, "state.db"), NullLoggerFactory.Instance);
        var mesh = new TestMesh(file, folder, owns, Place(replicas ?? new Dictionary<string, int> { ["app"] = 1 }, grpcApp), appToken);
        var store = await SqliteStateStore.CreateAsync(file, new SqliteStateOptions { Path = folder }, time);
        mesh.Services = new SidecarServices(
            mesh.Topology, mesh._channel, mesh.Publisher,
            [new StateComponent(Store, store, actorStore, []), new StateComponent("private", store, false, ["app"])],
            await SqliteReminderStore.CreateAsync(file), options ?? new SidecarOptions(), time, NullLoggerFactory.Instance, mesh.ShutDown.Enqueue);
        await mesh.Services.StartAsync(TestContext.Current.CancellationToken);
        return mesh;
    }

    public AppReplica Replica(string appId, int index = 0) => Topology.Of(appId)[index];

    public HttpClient Http(string appId = Caller, int index = 0) => new() { BaseAddress = new Uri($"http://127.0.0.1:{Replica(appId, index).HttpPort}") };

    public DaprClient Dapr(string appId = Caller, string? token = null) => new DaprClientBuilder()
        .UseHttpEndpoint($"http://localhost:{Replica(appId).HttpPort}")
        .UseGrpcEndpoint($"http://localhost:{Replica(appId).GrpcPort}")
        .UseDaprApiToken(token ?? "")
        .Build();

    /// <summary>Runs an app behind a replica's sidecar, and tells the sidecar of it as the mesh would.</summary>
    public async Task RunAppAsync(AppReplica replica, Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{replica.AppPort}");
        configure(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        _apps[replica] = app;
        await Services.Actors.OnUpAsync(replica, TestContext.Current.CancellationToken);
        replica.Ready = true;
    }

    /// <summary>The app is gone at once, as after a crash.</summary>
    public async Task KillAppAsync(AppReplica replica)
    {
        replica.Ready = false;
        if (_apps.TryRemove(replica, out var app))
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
        Services.Actors.OnDown(replica);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _apps.Keys)
            await KillAppAsync(replica);
        await Services.StopAsync(CancellationToken.None);
        await Services.DisposeAsync();
        await _file.DisposeAsync();
        _channel.Dispose();
        if (_ownsFolder)
            Directory.Delete(_folder, recursive: true);
    }

    private static MeshTopology Place(IReadOnlyDictionary<string, int> replicas, string? grpcApp)
    {
        var ports = new Queue<int>(FreePorts.Take(3 * (replicas.Values.Sum() + 1)));
        var placed = replicas
            .SelectMany(app => Enumerable.Range(0, app.Value).Select(i => new AppReplica(app.Key, i, ports.Dequeue(), ports.Dequeue(), ports.Dequeue()) { Protocol = app.Key == grpcApp ? AppProtocol.Grpc : AppProtocol.Http }))
            .Append(new AppReplica(Caller, 0, null, ports.Dequeue(), ports.Dequeue()));
        return new MeshTopology([.. placed]);
    }
}
