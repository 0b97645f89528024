using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.ServiceDefaults.Telemetry;

/// <summary>The W3C trace context that a message was published in.</summary>
public static class TraceParents
{
    /// <summary>"00-" + 32 hex digits + "-" + 16 + "-" + 2, in JSON's quotes.</summary>
    private const int QuotedLength = 57;

    /// <returns>Empty where the envelope has none, or one that isn't sampled: then no text is made, since most messages are of that kind.</returns>
    public static string Sampled(TopicEntry entry)
    {
        var element = entry.Message.Member("traceparent");
        if (element.ValueKind != JsonValueKind.String)
            return "";
        var raw = JsonMarshal.GetRawUtf8Value(element);
        // The flags end it, and their lowest bit says sampled.
        if (raw.Length != QuotedLength || !"13579bdf"u8.Contains(raw[^2]))
            return "";
        // Anyone may have written it.
        var text = element.TextOrNull();
        return TryParse(text, out _) ? text! : "";
    }

    public static bool TryParse(string? traceparent, out ActivityContext context) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out context)
        && (context.TraceFlags & ActivityTraceFlags.Recorded) != 0 && context.TraceId != default && context.SpanId != default;
}
