using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Actors.Client;
using UserRep.ServiceDefaults;

namespace UserRep.FeatureIngest.Tests.Actors;

/// <summary>Actors behind real proxies: each call is answered by a function, one turn at a time, as a sidecar and its app would.</summary>
internal sealed class FakeActors : HttpMessageHandler
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Func<string, HttpContent?, Task<object?>>> _methods = [];
    private readonly List<string> _calls = [];

    public FakeActors() => Factory = new ActorProxyFactory(new ActorProxyOptions { HttpEndpoint = "http://127.0.0.1:9", JsonSerializerOptions = UserRepJson.Options }, (HttpMessageHandler)this);

    public IActorProxyFactory Factory { get; }

    /// <summary>Methods, as <c>Type.Method</c>, that fail for now.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>What was called, as <c>Type.Method</c>, oldest first; failed calls too.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <param name="method"><c>Type.Method</c></param>
    /// <param name="answer">From the actor's id.</param>
    public void On(string method, Func<string, Task<object?>> answer) => _methods[method] = (id, _) => answer(id);

    /// <param name="answer">From the actor's id and the argument.</param>
    public void On<T>(string method, Func<string, T, Task<object?>> answer) =>
        _methods[method] = async (id, body) => await answer(id, (await body!.ReadFromJsonAsync<T>(UserRepJson.Options))!);

    /// <summary>Waits until as many calls of a method were made.</summary>
    public async Task CalledAsync(string method, int times)
    {
        using var deadline = new CancellationTokenSource(s_patience);
        while (Calls.Count(c => c == method) < times)
        {
            Assert.False(deadline.IsCancellationRequested, $"{method} was not called {times} times: {string.Join(", ", Calls)}");
            await Task.Delay(1, CancellationToken.None);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // /v1.0/actors/{type}/{id}/method/{name}
        var parts = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var method = $"{parts[2]}.{parts[5]}";
        lock (_gate)
            _calls.Add(method);
        if (Failing.Contains(method))
            return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("""{"errorCode":"ERR_ACTOR_INVOKE_METHOD","message":"away"}""") };
        var answer = await _methods[method](parts[3], request.Content).WaitAsync(cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = answer is null ? new ByteArrayContent([]) : new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), UserRepJson.Options)) };
    }
}
