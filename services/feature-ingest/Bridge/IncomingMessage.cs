using System.Globalization;
using System.Text;
using MassTransit;
using MassTransit.Logging;
using MassTransit.RabbitMqTransport;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>A message as the broker has it.</summary>
/// <param name="Id">The AMQP message id; MassTransit sets it.</param>
/// <param name="Sender">The AMQP application id, which few set.</param>
/// <param name="Types">URNs of MassTransit's message types in the header that goes with raw JSON, or the AMQP type.</param>
/// <param name="Time">ISO 8601.</param>
/// <param name="TraceParent">The trace that it was published in, as its publisher wrote it.</param>
internal sealed record IncomingMessage(
    ReadOnlyMemory<byte> Body, string? ContentType = null, string? Id = null, string? Sender = null, IReadOnlyList<string>? Types = null, string? Time = null, string? TraceParent = null)
{
    /// <summary>W3C's, which OpenTelemetry's instrumentations of AMQP clients write.</summary>
    private const string TraceParentHeader = "traceparent";

    public static IncomingMessage Of(ReceiveContext context)
    {
        var properties = context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Properties : null;
        var types = Header(properties?.Headers, MessageHeaders.MessageType)?.Split(';') ?? (properties?.Type is { Length: > 0 } type ? [type] : []);
        var trace = Header(properties?.Headers, TraceParentHeader) ?? Header(properties?.Headers, DiagnosticHeaders.ActivityId);
        return new IncomingMessage(context.Body.GetBytes(), properties?.ContentType, properties?.MessageId, properties?.AppId, types, Instant(properties?.Timestamp.UnixTime ?? 0), trace);
    }

    /// <summary>From the headers as they came: MassTransit's view of them throws where one is of another kind than it expects.</summary>
    private static string? Header(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>Seconds from anyone; what is no time is left out.</summary>
    private static string? Instant(long seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("O", CultureInfo.InvariantCulture) : null;
}
