using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Tests.PubSub;

/// <summary>A small app behind a port: what it subscribes to and how it answers are the test's.</summary>
internal sealed class SubscriberApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SubscriberApp(WebApplication app, AppReplica replica) => (_app, Replica) = (app, replica);

    public AppReplica Replica { get; }

    public ConcurrentQueue<Received> Received { get; } = [];

    public static async Task<SubscriberApp> StartAsync(string subscriptions, Func<Received, Task<(int Status, string Body)>> answer, string appId = "app", int index = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        SubscriberApp? self = null;
        app.MapGet("/dapr/subscribe", () => subscriptions.Length == 0 ? Results.NotFound() : Results.Text(subscriptions));
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            var headers = context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
            var received = new Received(context.Request.Path, await body.ReadToEndAsync(), headers, context);
            self!.Received.Enqueue(received);
            var (status, text) = await answer(received);
            if (!context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(text);
            }
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        self = new SubscriberApp(app, new AppReplica(appId, index, new Uri(address).Port, 0, 0));
        return self;
    }

    public async ValueTask DisposeAsync()
    {
        // Not asked to drain: a test's handler may be waiting on purpose.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
