using System.Diagnostics;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Integration.Tests.Running;
using UserRep.Integration.Tests.Tracing;

namespace UserRep.Integration.Tests;

/// <summary>From the trace that published an event to the span that stored its vector, and from a read to the store.</summary>
public sealed class TracingTests
{
    private const string Model = LiveMesh.Model;

    /// <summary>As an event source has it whose own tracing is on: what is published within its spans carries their context.</summary>
    private static readonly ActivitySource s_source = new("event-source");

    private static string Now => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    [Fact]
    public async Task Trace_OfEventsCoalescedOverARestart_LeadsByLinksToTheSpanThatStoredTheVector()
    {
        await using var collector = await Collector.StartAsync();
        using var listener = Listen();
        using var data = new DataFolder();
        var environment = new Dictionary<string, string>(collector.Environment)
        {
            // What links to a sampled event must be there without luck.
            ["Telemetry__TraceRatio"] = "0",
            // Time to kill the process while events wait; the end of the main job's replay doesn't wait for it.
            ["FeatureIngest__CoalesceMilliseconds"] = "10000",
        };
        await using var mesh = MeshProcess.StartWith(environment, Ports.FreeOffset(), data, "--users", "60", "--items", "120", "--days", "20", "--seed", "7");
        await mesh.StaysUpAsync();
        using var client = MeshClient.Playground(mesh);
        Assert.DoesNotContain(collector.Spans, s => s.Links.Count > 0);

        // A new user's event goes at once.
        var first = await PublishAsync(client, 0);
        var stored = await LinkedAsync(collector, "store user-embeddings", first);
        Assert.Equal(AppIds.EmbeddingStore, stored.Service);
        Assert.Equal(AppIds.Encoder, (await LinkedAsync(collector, "encode user-features", first)).Service);
        Assert.Equal(AppIds.FeatureIngest, (await LinkedAsync(collector, "publish user-features", first)).Service);
        Assert.Equal(AppIds.FeatureIngest, (await LinkedAsync(collector, "process user-events", first)).Service);

        // Three more wait, and their process dies.
        var before = await client.StatsAsync();
        string[] coalesced = [await PublishAsync(client, 1), await PublishAsync(client, 2), await PublishAsync(client, 3)];
        await Eventually.HasAsync(client.StatsAsync, s => s.Accepted == before.Accepted + 3, "the events are accepted");
        var accepting = await LinkedAsync(collector, "process user-events", coalesced[0]);
        mesh.KillService("UserRep.FeatureIngest");

        foreach (var trace in coalesced)
            await LinkedAsync(collector, "store user-embeddings", trace);
        // Each service hands its spans over in its own time.
        await LinkedAsync(collector, "publish user-features", coalesced[0]);
        var emission = Assert.Single(collector.Linked("publish user-features", coalesced[0]));
        Assert.Superset(coalesced.ToHashSet(), emission.Links.ToHashSet());
        Assert.NotEqual(accepting.Instance, emission.Instance);
        var encoding = await LinkedAsync(collector, "encode user-features", coalesced[1]);
        Assert.Superset(coalesced.ToHashSet(), encoding.Links.ToHashSet());
        // The encoder also links to the emission itself.
        Assert.Contains(emission.TraceId, encoding.Links);
        // Nobody's trace is another's: what none of the four asked for has no span.
        Assert.All(collector.Spans.Where(s => s.Links.Count > 0), s => Assert.Equal("", s.ParentSpanId));

        await ReadIsOneTraceAsync(client, collector);
    }

    private static async Task ReadIsOneTraceAsync(MeshClient client, Collector collector)
    {
        string trace;
        using (var span = s_source.StartActivity("rank")!)
        {
            trace = span.TraceId.ToHexString();
            await client.ReadAsync(Model, "traced");
        }
        var read = await SpanAsync(AppIds.VersionRouter);
        Assert.Equal((Model, "OK", "pin"), (read.Attributes["userrep.model"], read.Attributes["userrep.status"], read.Attributes["userrep.assignment"]));
        Assert.StartsWith("representation@v", read.Attributes["userrep.version"], StringComparison.Ordinal);
        await SpanAsync(AppIds.EmbeddingStore);

        async Task<CollectedSpan> SpanAsync(string service)
        {
            await Eventually.IsAsync(() => Served(service).Any(), $"{service} has a span of the read");
            return Served(service).First();
        }

        IEnumerable<CollectedSpan> Served(string service) => collector.Spans.Where(s => s.TraceId == trace && s.Service == service && s.Name.StartsWith("POST ", StringComparison.Ordinal) && s.Name.Length > "POST ".Length);
    }

    /// <returns>The id of the trace that published it.</returns>
    private static async Task<string> PublishAsync(MeshClient client, int number)
    {
        using var span = s_source.StartActivity("publish")!;
        await client.PublishAsync(EventTypes.Interaction, new InteractionEvent($"traced-{number}", "traced", "track-00001", "like", Now));
        return span.TraceId.ToHexString();
    }

    private static async Task<CollectedSpan> LinkedAsync(Collector collector, string name, string traceId)
    {
        await Eventually.IsAsync(() => collector.Linked(name, traceId).Count > 0, $"a span '{name}' links to the trace {traceId}");
        return collector.Linked(name, traceId)[0];
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "event-source",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
