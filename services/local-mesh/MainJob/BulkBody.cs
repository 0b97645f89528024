using System.Buffers;
using System.Globalization;
using System.Text.Json;
using UserRep.Trainer.Events;

namespace UserRep.LocalMesh.MainJob;

/// <summary>
/// The body of one bulk publish. Every event is a CloudEvent with an id made of its source and number: what is published
/// again after a crash is the same message, and is not counted twice.
/// </summary>
internal static class BulkBody
{
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<SourceEvent> events, string source, long firstNumber, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(events.Count * 420);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("entryId", i.ToString(CultureInfo.InvariantCulture));
            json.WriteString("contentType", "application/cloudevents+json");
            json.WriteStartObject("event");
            json.WriteString("specversion", "1.0");
            json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{source}/{firstNumber + i}"));
            json.WriteString("source", source);
            json.WriteString("type", events[i].CloudEventType);
            // With milliseconds: where a publisher leaves it out, daprd fills in whole seconds, too coarse to measure freshness by.
            json.WriteString("time", now.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            events[i].WriteData(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
