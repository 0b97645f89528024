using System.Globalization;
using System.Text;
using MassTransit;
using MassTransit.RabbitMqTransport;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>A message as the broker has it.</summary>
/// <param name="Id">The AMQP message id; MassTransit sets it.</param>
/// <param name="Sender">The AMQP application id, which few set.</param>
/// <param name="Types">URNs of MassTransit's message types in the header that goes with raw JSON, or the AMQP type.</param>
/// <param name="Time">ISO 8601.</param>
internal sealed record IncomingMessage(ReadOnlyMemory<byte> Body, string? ContentType = null, string? Id = null, string? Sender = null, IReadOnlyList<string>? Types = null, string? Time = null)
{
    public static IncomingMessage Of(ReceiveContext context)
    {
        var properties = context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.Properties : null;
        var types = TypesHeader(properties?.Headers) ?? (properties?.Type is { Length: > 0 } type ? [type] : []);
        return new IncomingMessage(context.Body.GetBytes(), properties?.ContentType, properties?.MessageId, properties?.AppId, types, Instant(properties?.Timestamp.UnixTime ?? 0));
    }

    /// <summary>From the headers as they came: MassTransit's view of them throws where one is of another kind than it expects.</summary>
    private static string[]? TypesHeader(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue(MessageHeaders.MessageType, out var types) && types is byte[] text ? Encoding.UTF8.GetString(text).Split(';') : null;

    /// <summary>Seconds from anyone; what is no time is left out.</summary>
    private static string? Instant(long seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("O", CultureInfo.InvariantCulture) : null;
}
