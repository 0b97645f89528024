using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.Tests.Kills;

/// <summary>A subscriber inside of the test: it outlives every mesh, and knows what it was given.</summary>
internal sealed class RecordingApp : IAsyncDisposable
{
    private static readonly object[] Subscriptions =
        [new { topic = StorageLoad.Topic, pubsubname = "pubsub", route = "/events", bulkSubscribe = new { enabled = true, maxMessagesCount = 100 } }];

    private readonly WebApplication _app;
    private int _deliveries;

    private RecordingApp(WebApplication app) => _app = app;

    /// <summary>Ids of the events that came, at least once each.</summary>
    public ConcurrentDictionary<string, bool> Received { get; } = new();

    public int Deliveries => Volatile.Read(ref _deliveries);

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<RecordingApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var app = new RecordingApp(web);
        web.MapGet("/dapr/subscribe", () => Results.Json(Subscriptions));
        web.MapPost("/events", app.TakeAsync);
        await web.StartAsync();
        return app;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var statuses = new List<object>();
        foreach (var entry in body.RootElement.GetProperty("entries").EnumerateArray())
        {
            Received[entry.GetProperty("event").GetProperty("data").GetProperty("id").GetString()!] = true;
            Interlocked.Increment(ref _deliveries);
            statuses.Add(new { entryId = entry.GetProperty("entryId").GetString(), status = "SUCCESS" });
        }
        return Results.Json(new { statuses });
    }
}
