using UserRep.LocalMesh.Sidecars.Invocation;

namespace UserRep.LocalMesh.Topology;

/// <param name="apiToken"><c>APP_API_TOKEN</c>: what apps are sent in <c>dapr-api-token</c>, whatever a sidecar wants of them; null: nothing is sent.</param>
internal sealed class AppChannel(string? apiToken = null) : IAppChannel, IDisposable
{
    // No proxy, no cookies, no redirects: a sidecar passes through what the app says.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
    });

    public Task<HttpResponseMessage> SendAsync(AppReplica replica, HttpRequestMessage request, CancellationToken ct)
    {
        if (replica.AppPort is not { } port)
            throw new HttpRequestException($"app-id {replica.AppId} has no process");
        request.RequestUri = new Uri($"http://127.0.0.1:{port}{request.RequestUri!.OriginalString}");
        if (apiToken is not null)
            request.Headers.TryAddWithoutValidation(InvocationHeaders.ApiToken, apiToken);
        return _http.SendAsync(request, ct);
    }

    public void Dispose() => _http.Dispose();
}
