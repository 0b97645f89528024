using System.Text.Encodings.Web;
using System.Text.Json;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.PubSub.CloudEvents;

/// <summary>What subscribers are sent: a batch of events in one body, or a raw message in an envelope made for it.</summary>
internal static class DeliveryEnvelope
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static PooledBuffer Bulk(string pubsubName, string topic, bool rawPayload, IReadOnlyList<JournalMessage> messages)
    {
        var body = new PooledBuffer(512 + messages.Sum(m => m.Data.Length + 128));
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteString("id"u8, Guid.NewGuid());
        json.WriteString("type"u8, CloudEventFields.DefaultBulkType);
        json.WriteString("topic"u8, topic);
        json.WriteString("pubsubname"u8, pubsubName);
        json.WriteStartObject("metadata"u8);
        json.WriteString("pubsubname"u8, pubsubName);
        json.WriteEndObject();
        json.WriteStartArray("entries"u8);
        foreach (var message in messages)
            WriteEntry(json, message, rawPayload);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body;
    }

    /// <summary>daprd gives a raw message a new id at each delivery, too.</summary>
    public static PooledBuffer Raw(string pubsubName, string topic, ReadOnlySpan<byte> data)
    {
        var body = new PooledBuffer(512 + data.Length * 4 / 3);
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WriteString(CloudEventFields.Id, Guid.NewGuid());
        json.WriteString(CloudEventFields.SpecVersion, CloudEventFields.SpecVersion10);
        json.WriteString(CloudEventFields.DataContentType, ContentTypes.OctetStream);
        json.WriteString(CloudEventFields.Source, CloudEventFields.DefaultSource);
        json.WriteString(CloudEventFields.Type, CloudEventFields.DefaultType);
        json.WriteString(CloudEventFields.Topic, topic);
        json.WriteString(CloudEventFields.PubSubName, pubsubName);
        json.WriteBase64String(CloudEventFields.DataBase64, data);
        json.WriteEndObject();
        json.Flush();
        return body;
    }

    private static void WriteEntry(Utf8JsonWriter json, JournalMessage message, bool rawPayload)
    {
        Span<char> id = stackalloc char[20];
        message.Id.TryFormat(id, out var digits);
        json.WriteStartObject();
        json.WriteString("entryId"u8, id[..digits]);
        if (rawPayload)
            json.WriteBase64String("event"u8, message.Data.Span);
        else
        {
            json.WritePropertyName("event"u8);
            json.WriteRawValue(message.Data.Span, skipInputValidation: true);
        }
        json.WriteStartObject("metadata"u8);
        foreach (var (key, value) in message.Metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteString("contentType"u8, message.ContentType is { Length: > 0 } type ? type : rawPayload ? ContentTypes.OctetStream : ContentTypes.CloudEvents);
        json.WriteEndObject();
    }
}
