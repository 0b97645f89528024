using System.Diagnostics;
using UserRep.ServiceDefaults.Telemetry;
using UserRep.Tests.Shared;

namespace UserRep.FeatureIngest.Tests.Tracing;

public class BatchSpansTests
{
    private readonly TestSpans _test = new();

    [Fact]
    public void Start_Links_EachInputOnceUpToTheLimit()
    {
        using var listener = _test.Listen();
        SpanLinks? links = null;
        var first = TestSpans.TraceParent();
        foreach (var traceparent in (string[])[first, first, .. Enumerable.Range(0, SpanLinks.Max + 1).Select(_ => TestSpans.TraceParent())])
            SpanLinks.Add(ref links, traceparent);

        _test.Spans.Start("batch", ActivityKind.Consumer, links).Dispose();

        var span = Assert.Single(_test.Ended);
        Assert.Equal(SpanLinks.Max, span.Links.Count());
        Assert.Equal(2, links!.Dropped);
        Assert.Equal(first, $"00-{span.Links.First().Context.TraceId}-{span.Links.First().Context.SpanId}-01");
    }

    [Fact]
    public void Start_CallerIsNotRecorded_BeginsATraceAndGivesTheCallerBack()
    {
        using var listener = _test.Listen();
        using var caller = new Activity("delivery").Start();
        SpanLinks? links = null;
        SpanLinks.Add(ref links, TestSpans.TraceParent());

        var batch = _test.Spans.Start("batch", ActivityKind.Consumer, links);
        Assert.NotEqual(caller, Activity.Current);
        batch.Dispose();

        Assert.Equal(caller, Activity.Current);
        var span = Assert.Single(_test.Ended);
        Assert.Equal(default, span.ParentSpanId);
        Assert.NotEqual(caller.TraceId, span.TraceId);
    }

    [Fact]
    public void Start_CallerIsRecorded_IsItsChild()
    {
        using var listener = _test.Listen();
        using var caller = new Activity("delivery") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        SpanLinks? links = null;
        SpanLinks.Add(ref links, TestSpans.TraceParent());

        _test.Spans.Start("batch", ActivityKind.Consumer, links).Dispose();

        var span = Assert.Single(_test.Ended);
        Assert.Equal(caller.SpanId, span.ParentSpanId);
        Assert.Single(span.Links);
    }

    [Fact]
    public void Add_NoInputIsSampled_MakesNothing()
    {
        SpanLinks? links = null;

        SpanLinks.Add(ref links, "");
        SpanLinks.Add(ref links, TestSpans.TraceParent("00"));
        SpanLinks.Add(ref links, "what anyone may send");

        Assert.Null(links);
    }
}
