using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Sidecars.Grpc;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Sidecars;

/// <summary>The one web host behind all sidecars' ports.</summary>
internal sealed class SidecarServer : IAsyncDisposable
{
    // Calls in flight get this long when the mesh stops; by then the apps behind them are gone.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    // daprd's Go server sets no limit, and the SDK opens one connection: with the default of 100, call 101 would wait for others.
    private const int MaxStreams = 10_000;

    private readonly WebApplication _app;
    private readonly MeshTopology _topology;

    /// <param name="mapHttp">Adds the HTTP calls.</param>
    public SidecarServer(MeshTopology topology, SidecarOptions options, DaprGrpc grpc, Action<IEndpointRouteBuilder> mapHttp, ILoggerFactory loggers)
    {
        _topology = topology;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        // The mesh ends this host; a signal is the mesh's to take.
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(o =>
        {
            o.MaxReceiveMessageSize = options.MaxMessageBytes;
            o.MaxSendMessageSize = null;
            // Else a method that is not served would be answered before the fallback can say what daprd says.
            o.IgnoreUnknownServices = true;
        });
        builder.Services.AddSingleton<IServiceMethodProvider<DaprGrpc>, DaprMethodProvider>();
        builder.Services.AddSingleton(grpc);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxMessageBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            // An app that pauses in a debugger or under load must not lose its request for it.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            SidecarPorts.Listen(kestrel, topology);
        });
        _app = builder.Build();
        var guard = new RequestGuard(options, loggers.CreateLogger<RequestGuard>());
        _app.Use(next => context => guard.InvokeAsync(context, next));
        _app.UseRouting();
        _app.MapGrpcService<DaprGrpc>();
        mapHttp(_app);
    }

    /// <exception cref="PortInUseException">Another process has one of the ports.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        try
        {
            await _app.StartAsync(ct);
        }
        catch (IOException failure) when (SidecarPorts.FindTaken(_topology, failure) is { } taken)
        {
            throw taken;
        }
    }

    public Task StopAsync(CancellationToken ct) => _app.StopAsync(ct);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
