using System.Diagnostics;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>The inputs that a batch's span links to, each once.</summary>
public sealed class SpanLinks
{
    /// <summary>OpenTelemetry's own default limit (OTEL_SPAN_LINK_COUNT_LIMIT): exporters drop what is beyond it, uncounted.</summary>
    public const int Max = 128;

    private readonly HashSet<ActivityContext> _seen = [];
    private readonly List<ActivityLink> _links = [];

    public IReadOnlyList<ActivityLink> Links => _links;

    /// <summary>Inputs beyond the limit.</summary>
    public int Dropped { get; private set; }

    /// <param name="links">Made with the first: a batch without sampled inputs costs nothing.</param>
    /// <param name="traceparent">Empty or unsampled: not an input to link to.</param>
    public static void Add(ref SpanLinks? links, string traceparent)
    {
        if (traceparent.Length > 0 && TraceParents.TryParse(traceparent, out var context))
            (links ??= new SpanLinks()).Add(context);
    }

    private void Add(ActivityContext context)
    {
        if (!_seen.Add(context))
            return;
        if (_links.Count < Max)
            _links.Add(new ActivityLink(context));
        else
            Dropped++;
    }
}
