using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UserRep.Contracts.Reads;

namespace UserRep.Client.Tests;

/// <summary>What the client's calls meet: a function from request and number of the call, from 0, to answer.</summary>
internal sealed class FakeRouter(Func<EmbeddingsRequest, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);
    private int _calls;

    public FakeRouter(Func<EmbeddingsRequest, int, HttpResponseMessage> answer)
        : this((request, call, _) => Task.FromResult(answer(request, call)))
    {
    }

    public ConcurrentQueue<EmbeddingsRequest> Requests { get; } = [];

    public HttpRequestMessage? Last { get; private set; }

    /// <summary>A client of this router, with heads for both versions.</summary>
    public IUserRepresentations Client(Action<UserRepresentationsOptions>? configure = null, TimeProvider? clock = null) => Services(configure, clock).GetRequiredService<IUserRepresentations>();

    public ServiceProvider Services(Action<UserRepresentationsOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddUserRepresentations(o =>
        {
            o.Model = Answers.Model;
            o.SidecarAddress = new Uri("http://127.0.0.1:3599");
            o.RetryDelay = TimeSpan.FromMilliseconds(1);
            // Nothing here depends on how fast the machine is.
            o.Timeout = TimeSpan.FromMinutes(5);
            o.Heads.Add(new Head(Answers.First));
            o.Heads.Add(new Head("v2"));
            configure?.Invoke(o);
        }).ConfigurePrimaryHttpMessageHandler(() => this);
        return services.BuildServiceProvider();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Last = request;
        var asked = JsonSerializer.Deserialize<EmbeddingsRequest>(await request.Content!.ReadAsByteArrayAsync(cancellationToken), s_json)!;
        Requests.Enqueue(asked);
        return await answer(asked, Interlocked.Increment(ref _calls) - 1, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        // The factory lets go of handlers; the test still looks at this one.
    }
}
