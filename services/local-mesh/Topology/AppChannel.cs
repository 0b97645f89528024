using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using UserRep.LocalMesh.Sidecars.Invocation;

namespace UserRep.LocalMesh.Topology;

/// <param name="apiToken"><c>APP_API_TOKEN</c>: what apps are sent in <c>dapr-api-token</c>, whatever a sidecar wants of them; null: nothing is sent.</param>
internal sealed class AppChannel(string? apiToken = null) : IAppChannel, IDisposable
{
    private readonly ConcurrentDictionary<int, CallInvoker> _grpc = new();
    private readonly HttpMessageInvoker _http = new(Handler());

    // Given as a client, not as a handler: else the library would back off from a port that was closed a moment ago, up to two minutes.
    private readonly HttpClient _http2 = new(Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    public Task<HttpResponseMessage> SendAsync(AppReplica replica, HttpRequestMessage request, CancellationToken ct)
    {
        request.RequestUri = new Uri($"{Address(PortOf(replica))}{request.RequestUri!.OriginalString}");
        if (apiToken is not null)
            request.Headers.TryAddWithoutValidation(InvocationHeaders.ApiToken, apiToken);
        return _http.SendAsync(request, ct);
    }

    public AsyncUnaryCall<TResponse> Call<TRequest, TResponse>(AppReplica replica, Method<TRequest, TResponse> method, TRequest request, Metadata metadata, CancellationToken ct)
        where TRequest : class
        where TResponse : class
    {
        if (apiToken is not null)
            metadata.Add(InvocationHeaders.ApiToken, apiToken);
        return _grpc.GetOrAdd(PortOf(replica), Open).AsyncUnaryCall(method, null, new CallOptions(metadata, cancellationToken: ct), request);
    }

    public void Dispose()
    {
        _http.Dispose();
        _http2.Dispose();
    }

    private CallInvoker Open(int port) => GrpcChannel.ForAddress(Address(port), new GrpcChannelOptions
    {
        HttpClient = _http2,
        // The sidecar's own limits hold.
        MaxReceiveMessageSize = null,
        MaxSendMessageSize = null,
    }).CreateCallInvoker();

    private static int PortOf(AppReplica replica) => replica.AppPort ?? throw new HttpRequestException($"app-id {replica.AppId} has no process");

    private static string Address(int port) => $"http://127.0.0.1:{port}";

    // No proxy, no cookies, no redirects: a sidecar passes through what the app says.
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        EnableMultipleHttp2Connections = true,
    };
}
