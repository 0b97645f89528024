using System.Net;
using Grpc.Net.Client;

namespace UserRep.Benchmarks.Mesh;

/// <summary>The local mesh with one app that runs outside of it, and none of the services.</summary>
internal sealed class BareMesh : IAsyncDisposable
{
    public const string App = "echo";

    private readonly MeshProcess _process;
    private readonly DataFolder _data;
    private readonly Role _echo;

    private BareMesh(MeshProcess process, DataFolder data, Role echo, int appPort)
    {
        (_process, _data, _echo, AppPort) = (process, data, echo, appPort);
        Channel = GrpcChannel.ForAddress($"http://127.0.0.1:{50010 + process.PortOffset}", new GrpcChannelOptions { MaxReceiveMessageSize = null });
    }

    public int AppPort { get; }

    public int ProcessId => _process.Id;

    /// <summary>Playground's sidecar.</summary>
    public int HttpPort => _process.PlaygroundPort;

    public GrpcChannel Channel { get; }

    public static HttpMessageInvoker Client(int connections) => new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = connections, ActivityHeadersPropagator = null });

    public static async Task<BareMesh> StartAsync()
    {
        var data = new DataFolder();
        var offset = Ports.FreeOffset();
        // Not one of tye.yaml's, so that the offset at which those are free says that these are.
        var appPort = 5101 + offset;
        File.WriteAllText(data.File("tye.yaml"), $"""
            name: bare
            extensions:
              - name: dapr
                components-path: {Path.Combine(Repository.Root, "components", "embedded")}
            services:
              - name: {App}
                external: true
                bindings:
                  - port: {appPort}
            """);
        var echo = await Role.StartAsync(appPort, "serve-echo", "--port", $"{appPort}");
        var mesh = new BareMesh(MeshProcess.StartAt(offset, data, "--tye", data.File("tye.yaml"), "--services-only"), data, echo, appPort);
        try
        {
            using var http = Client(1);
            await Eventually.HasAsync(() => EchoedAsync(http, mesh.HttpPort), s => s == HttpStatusCode.OK, "the app is reached through its sidecar", TimeSpan.FromMinutes(5));
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _process.DisposeAsync();
        await _echo.DisposeAsync();
        _data.Dispose();
    }

    private static async Task<HttpStatusCode> EchoedAsync(HttpMessageInvoker http, int port)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/v1.0/invoke/{App}/method/echo");
        using var response = await http.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }
}
