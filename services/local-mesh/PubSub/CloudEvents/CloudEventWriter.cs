using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace UserRep.LocalMesh.PubSub.CloudEvents;

/// <summary>Writes the envelopes of one publish call, as daprd makes them. JSON data are copied as they are, never parsed into objects.</summary>
internal sealed class CloudEventWriter : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly string _pubsubName;
    private readonly string _topic;
    private readonly string _source;
    private readonly DateTimeOffset _now;
    private readonly byte[] _time;

    // One trace a call, as the entries of a bulk publish share the caller's.
    private string? _newTrace;

    public CloudEventWriter(IBufferWriter<byte> output, string pubsubName, string topic, string source, DateTimeOffset now)
    {
        // Relaxed: <, > and & stay as they are, which is valid JSON and shorter.
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        (_pubsubName, _topic, _source, _now) = (pubsubName, topic, source, now);
        _time = Encoding.ASCII.GetBytes(now.UtcDateTime.ToString(CloudEventFields.TimeFormat, CultureInfo.InvariantCulture));
    }

    /// <summary>Wraps the entry's data. Returns when it expires, in Unix ms, or 0.</summary>
    public long Wrap(PublishEntry entry, PublishMetadata metadata)
    {
        _json.Reset();
        _json.WriteStartObject();
        if (metadata.Id is { Length: > 0 } id)
            _json.WriteString(CloudEventFields.Id, id);
        else
            _json.WriteString(CloudEventFields.Id, Guid.NewGuid());
        _json.WriteString(CloudEventFields.SpecVersion, CloudEventFields.SpecVersion10);
        _json.WriteString(CloudEventFields.Type, OrElse(metadata.Type, CloudEventFields.DefaultType));
        _json.WriteString(CloudEventFields.Source, OrElse(metadata.Source, _source));
        if (metadata.Subject is { Length: > 0 } subject)
            _json.WriteString(CloudEventFields.Subject, subject);
        var contentType = OrElse(entry.ContentType, ContentTypes.Text);
        _json.WriteString(CloudEventFields.DataContentType, contentType);
        WriteTopic();
        var trace = OrElse(metadata.TraceParent, OrElse(metadata.TraceId, TraceOf(entry)));
        WriteTrace(trace, metadata.TraceState ?? entry.TraceState ?? "");
        _json.WriteString(CloudEventFields.Time, _time);
        var expires = WriteExpiration(metadata);
        WriteData(entry.Data.Span, contentType);
        _json.WriteEndObject();
        _json.Flush();
        return expires;
    }

    /// <summary>
    /// Completes an event that the publisher made: its fields are kept, topic and pubsubname are set, what must be there and isn't is added
    /// (no id: daprd adds none). Returns false where the data aren't a JSON object.
    /// </summary>
    public bool TryComplete(PublishEntry entry, PublishMetadata metadata, out long expires)
    {
        expires = 0;
        var seen = SuppliedFields.None;
        var found = 0L;
        try
        {
            if (!Utf8.IsValid(entry.Data.Span))
                return false;
            var reader = new Utf8JsonReader(entry.Data.Span, JsonText.ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            _json.Reset();
            _json.WriteStartObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                seen |= CopyField(entry.Data.Span, ref reader, metadata.Ttl is not null, ref found);
            if (reader.Read())
                return false;
        }
        catch (JsonException)
        {
            return false;
        }
        WriteTopic();
        if (!seen.HasFlag(SuppliedFields.Type))
            _json.WriteString(CloudEventFields.Type, CloudEventFields.DefaultType);
        if (!seen.HasFlag(SuppliedFields.Source))
            _json.WriteString(CloudEventFields.Source, CloudEventFields.DefaultSource);
        if (!seen.HasFlag(SuppliedFields.SpecVersion))
            _json.WriteString(CloudEventFields.SpecVersion, CloudEventFields.SpecVersion10);
        if (!seen.HasFlag(SuppliedFields.Time))
            _json.WriteString(CloudEventFields.Time, _time);
        if (!seen.HasFlag(SuppliedFields.Trace))
            WriteTrace(TraceOf(entry), entry.TraceState ?? "");
        var ttl = WriteExpiration(metadata);
        expires = ttl > 0 ? ttl : found;
        _json.WriteEndObject();
        _json.Flush();
        return true;
    }

    public void Dispose() => _json.Dispose();

    private SuppliedFields CopyField(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, bool replacesExpiration, ref long expires)
    {
        if (reader.ValueTextEquals("topic"u8) || reader.ValueTextEquals("pubsubname"u8))
            return Skip(ref reader);
        var isExpiration = reader.ValueTextEquals("expiration"u8);
        if (isExpiration && replacesExpiration)
            return Skip(ref reader);
        var field =
            reader.ValueTextEquals("type"u8) ? SuppliedFields.Type :
            reader.ValueTextEquals("source"u8) ? SuppliedFields.Source :
            reader.ValueTextEquals("specversion"u8) ? SuppliedFields.SpecVersion :
            reader.ValueTextEquals("time"u8) ? SuppliedFields.Time :
            reader.ValueTextEquals("traceid"u8) || reader.ValueTextEquals("traceparent"u8) ? SuppliedFields.Trace : SuppliedFields.None;
        var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        reader.Read();
        // A null counts as missing, as it does for daprd.
        if (reader.TokenType == JsonTokenType.Null && field != SuppliedFields.None)
            return SuppliedFields.None;
        if (isExpiration && reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiration))
            expires = Math.Max(expiration.ToUnixTimeMilliseconds(), 1);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        _json.WritePropertyName(name);
        _json.WriteRawValue(data[start..(int)reader.BytesConsumed], skipInputValidation: true);
        return field;
    }

    private static SuppliedFields Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return SuppliedFields.None;
    }

    private void WriteTopic()
    {
        _json.WriteString(CloudEventFields.Topic, _topic);
        _json.WriteString(CloudEventFields.PubSubName, _pubsubName);
    }

    private void WriteTrace(string trace, string state)
    {
        _json.WriteString(CloudEventFields.TraceId, trace);
        _json.WriteString(CloudEventFields.TraceParent, trace);
        _json.WriteString(CloudEventFields.TraceState, state);
    }

    private long WriteExpiration(PublishMetadata metadata)
    {
        if (metadata.Ttl is not { } ttl)
            return 0;
        var expiration = _now + ttl;
        _json.WriteString(CloudEventFields.Expiration, expiration.UtcDateTime.ToString(CloudEventFields.TimeFormat, CultureInfo.InvariantCulture));
        return expiration.ToUnixTimeMilliseconds();
    }

    private void WriteData(ReadOnlySpan<byte> data, string contentType)
    {
        if (ContentTypes.Is(contentType, ContentTypes.OctetStream))
        {
            _json.WriteBase64String(CloudEventFields.DataBase64, data);
            return;
        }
        _json.WritePropertyName(CloudEventFields.Data);
        if (ContentTypes.Is(contentType, ContentTypes.Json) && JsonText.IsValid(data))
            _json.WriteRawValue(data, skipInputValidation: true);
        else if (Utf8.IsValid(data))
            _json.WriteStringValue(data);
        else
            _json.WriteStringValue(Encoding.UTF8.GetString(data));
    }

    private string TraceOf(PublishEntry entry) =>
        entry.TraceParent ?? (_newTrace ??= $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00");

    private static string OrElse(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;
}
