using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using UserRep.Integration.Tests.Tracing.Otlp;

namespace UserRep.Integration.Tests.Tracing;

/// <summary>What services export to over OTLP/HTTP: keeps their spans, and takes their metrics without a look.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<CollectedSpan> _spans = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public IReadOnlyCollection<CollectedSpan> Spans => _spans;

    /// <summary>What makes a service export here, soon after a span has ended.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/traces", collector.TakeAsync);
        collector._app.MapPost("/v1/metrics", () => Results.Bytes([], "application/x-protobuf"));
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The spans of a name that link to a trace.</summary>
    public IReadOnlyList<CollectedSpan> Linked(string name, string traceId) => [.. _spans.Where(s => s.Name == name && s.Links.Contains(traceId))];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var resource in TraceExport.Parser.ParseFrom(body.ToArray()).ResourceSpans)
        {
            var of = Texts(resource.Resource.Attributes);
            foreach (var span in resource.ScopeSpans.SelectMany(s => s.Spans))
                _spans.Enqueue(new CollectedSpan(of["service.name"], of["service.instance.id"], span.Name, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), Texts(span.Attributes), [.. span.Links.Select(l => Hex(l.TraceId))]));
        }
        return Results.Bytes([], "application/x-protobuf");
    }

    private static Dictionary<string, string> Texts(IEnumerable<Otlp.Attribute> attributes) =>
        attributes.ToDictionary(a => a.Key, a => a.Value.ValueCase == AttributeValue.ValueOneofCase.Text ? a.Value.Text : $"{a.Value.Number}");

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
