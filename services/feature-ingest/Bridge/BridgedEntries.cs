using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassTransit;
using UserRep.Contracts.DeadLetters;
using UserRep.Contracts.Events;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.Bridge;

/// <summary>
/// Makes of a message on the bus what the topic would have brought: a CloudEvent as it is; of MassTransit's envelope and of an event's JSON alone a CloudEvent
/// with the message's id. From there on both ways are one, down to the dead letter and its replay. What holds no event stays byte for byte.
/// </summary>
internal static class BridgedEntries
{
    private const string Source = "rabbitmq";

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        [MessageUrn.ForTypeString<InteractionEvent>()] = EventTypes.Interaction,
        [MessageUrn.ForTypeString<OnboardingEvent>()] = EventTypes.Onboarding,
        [MessageUrn.ForTypeString<ProfileEvent>()] = EventTypes.Profile,
    };

    public static TopicEntry Read(RawMessages messages, IncomingMessage message)
    {
        // Longer than a dead letter keeps, it is refused by its length alone.
        var body = message.Body.Length > DeadLetter.MaxOriginalBytes ? default : messages.Parse("", message.Body).Message;
        if (IsMassTransit(message))
            return Envelope(messages, message, body.Member("message"), Types(body), message.Id ?? body.Member("messageId").TextOrNull(), body.Member("sentTime").TextOrNull());
        return body.Member("specversion").ValueKind == JsonValueKind.String
            ? new TopicEntry("", body, message.Body)
            : Envelope(messages, message, body, message.Types ?? [], message.Id, message.Time);
    }

    private static bool IsMassTransit(IncomingMessage message) =>
        message.ContentType?.StartsWith("application/vnd.masstransit", StringComparison.OrdinalIgnoreCase) == true;

    private static TopicEntry Envelope(RawMessages messages, IncomingMessage message, JsonElement data, IReadOnlyList<string> types, string? id, string? time)
    {
        var hasEvent = data.ValueKind == JsonValueKind.Object;
        if (!hasEvent && string.IsNullOrEmpty(id))
            return new TopicEntry("", default, message.Body);
        var bytes = Write(message, data, types, id, time);
        var envelope = messages.Parse("", bytes);
        return hasEvent ? envelope : new TopicEntry("", envelope.Message, message.Body);
    }

    /// <summary>The same message gives the same bytes at every delivery: without an id they are its identity.</summary>
    private static byte[] Write(IncomingMessage message, JsonElement data, IReadOnlyList<string> types, string? id, string? time)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, s_json);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        if (!string.IsNullOrEmpty(id))
            json.WriteString("id", id);
        json.WriteString("source", string.IsNullOrEmpty(message.Sender) ? Source : $"{Source}:{message.Sender}");
        if (types.Select(t => s_types.GetValueOrDefault(t)).FirstOrDefault(t => t is not null) is { } known)
            json.WriteString("type", known);
        else if (types.Count > 0)
            json.WriteString("type", types[0]);
        if (time is not null)
            json.WriteString("time", time);
        // A trace is of one publication, so it is no part of an identity by bytes.
        if (!string.IsNullOrEmpty(id) && message.TraceParent is { } trace)
            json.WriteString("traceparent", trace);
        json.WriteString("datacontenttype", "application/json");
        if (data.ValueKind == JsonValueKind.Object)
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data.GetRawText(), skipInputValidation: true);
        }
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static string[] Types(JsonElement envelope) =>
        envelope.Member("messageType") is { ValueKind: JsonValueKind.Array } types ? [.. types.EnumerateArray().Select(t => t.TextOrNull()).OfType<string>()] : [];
}
