using System.Text;
using Dapr.Client;
using Grpc.Core;
using Grpc.Net.Client;
using RawDapr = Dapr.Client.Autogen.Grpc.v1.Dapr;

namespace UserRep.Contract.Tests.Running;

/// <summary>Apps with their sidecars, whoever runs those, and the ways to reach them.</summary>
internal abstract class Target : IAsyncDisposable
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

    private readonly Dictionary<string, GrpcChannel> _channels = [];
    private readonly Dictionary<string, DaprClient> _clients = [];

    /// <summary>From the general to the special, as KnownDifferences.json names them.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>SIGKILL to all of it, and the same again on the same data.</summary>
    public abstract Task RestartAsync();

    public abstract AppPorts Ports(string appId);

    public RawDapr.DaprClient Grpc(string appId = AppPorts.Playground)
    {
        if (!_channels.TryGetValue(appId, out var channel))
            _channels[appId] = channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Ports(appId).Grpc}");
        return new RawDapr.DaprClient(channel);
    }

    public DaprClient Dapr(string appId = AppPorts.Playground, string? token = null)
    {
        if (!_clients.TryGetValue(appId + token, out var client))
        {
            var (http, grpc) = (Ports(appId).Http, Ports(appId).Grpc);
            _clients[appId + token] = client = new DaprClientBuilder().UseHttpEndpoint($"http://127.0.0.1:{http}").UseGrpcEndpoint($"http://127.0.0.1:{grpc}").UseDaprApiToken(token ?? "").Build();
        }
        return client;
    }

    /// <summary>Through the sidecar of <paramref name="appId"/>. A body that begins as JSON goes as JSON, other text as text.</summary>
    public Task<Answer> SendAsync(string appId, string verb, string path, string? body = null, params IReadOnlyList<(string Name, string Value)> headers) =>
        SendToAsync(Ports(appId).Http, verb, path, body, headers);

    public static async Task<Answer> SendToAsync(int port, string verb, string path, string? body = null, params IReadOnlyList<(string Name, string Value)> headers)
    {
        // A dangerous URI is sent as it stands: slashes and escapes are part of what is tested.
        var uri = new Uri($"http://127.0.0.1:{port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(verb), uri);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, body is ['{' or '[' or '"', ..] ? "application/json" : "text/plain");
        foreach (var (name, value) in headers)
        {
            if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
                request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await s_http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>The code and the words with which a gRPC call fails.</summary>
    public static async Task<Status> FailureAsync<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(async () => await call)).Status;

    public async Task HealthyAsync(params IReadOnlyList<string> appIds)
    {
        foreach (var appId in appIds)
            await Eventually.HasAsync(() => Alive(SendAsync(appId, "GET", "/v1.0/healthz")), a => a.Status == 204, $"{appId} is ready", TimeSpan.FromMinutes(4));
    }

    /// <summary>Throws where what runs has ended: waiting for it would only hide why.</summary>
    protected virtual void ThrowIfEnded()
    {
    }

    private async Task<Answer> Alive(Task<Answer> asked)
    {
        try
        {
            return await asked;
        }
        finally
        {
            ThrowIfEnded();
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
        foreach (var client in _clients.Values)
            client.Dispose();
        return ValueTask.CompletedTask;
    }
}
