using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>
/// Spans of work that many traces asked for together. Such a span is nobody's child: it begins a trace and links to each of those that asked (ADR 17).
/// Its caller is a timer, a queue or a delivery, and becomes the parent only where that is recorded itself.
/// </summary>
public sealed class BatchSpans
{
    private readonly ActivitySource _source;
    private readonly Counter<long> _dropped;

    /// <param name="name">The service's: also its meter's.</param>
    public BatchSpans(string name, IMeterFactory factory)
    {
        _source = new ActivitySource(name);
        _dropped = factory.Create(name).CreateCounterFromZero("userrep.tracing.dropped_links", "{link}", "Inputs that a batch's span has no link to, because it has as many as it may.");
    }

    /// <summary>Somebody listens; otherwise inputs need not be looked at.</summary>
    public bool AreWanted => _source.HasListeners();

    /// <param name="traceparents">Of the inputs; not looked at where nobody listens.</param>
    public SpanLinks? LinksTo(IEnumerable<string> traceparents)
    {
        SpanLinks? links = null;
        foreach (var traceparent in AreWanted ? traceparents : [])
            SpanLinks.Add(ref links, traceparent);
        return links;
    }

    /// <param name="links">Null: no input is sampled.</param>
    public BatchSpan Start(string name, ActivityKind kind, SpanLinks? links)
    {
        var before = Activity.Current;
        if (links is not null && before is not { Recorded: true })
            Activity.Current = null;
        var span = _source.StartActivity(name, kind, parentContext: default, links: links?.Links);
        if (links is { Dropped: > 0 })
            _dropped.Add(links.Dropped);
        return new BatchSpan(span, before);
    }
}
