using System.Diagnostics;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>A span under way; ends with its disposal, and what was current before is so again.</summary>
public readonly struct BatchSpan(Activity? span, Activity? before) : IDisposable
{
    public BatchSpan With(string tag, object value)
    {
        if (span is { IsAllDataRequested: true })
            span.SetTag(tag, value);
        return this;
    }

    public void Failed(string reason) => span?.SetStatus(ActivityStatusCode.Error, reason);

    public void Dispose()
    {
        span?.Dispose();
        Activity.Current = before;
    }
}
