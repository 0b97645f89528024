using System.Diagnostics;
using UserRep.ServiceDefaults.Telemetry;

namespace UserRep.Tests.Shared;

/// <summary>Spans under a name of a test's own; nobody listens until <see cref="Listen"/>.</summary>
internal sealed class TestSpans
{
    private readonly string _name = $"UserRep.Tests.{Guid.NewGuid():N}";
    private readonly List<Activity> _ended = [];

    public TestSpans() => Spans = new BatchSpans(_name, TestMeters.Factory());

    public BatchSpans Spans { get; }

    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_ended)
                return [.. _ended];
        }
    }

    public static BatchSpans Unheard() => new TestSpans().Spans;

    /// <summary>A W3C trace context, sampled if not said otherwise.</summary>
    public static string TraceParent(string flags = "01") => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-{flags}";

    /// <summary>Records every span, until it is disposed.</summary>
    public IDisposable Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == _name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_ended)
                    _ended.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
