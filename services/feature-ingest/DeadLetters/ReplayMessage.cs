using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using UserRep.ServiceDefaults.Topics;

namespace UserRep.FeatureIngest.DeadLetters;

/// <summary>
/// Makes the CloudEvent that replays a letter, of the original or of a replacement, each either an envelope or an event's data alone.
/// Id, source and type are the original's unless the replacement names its own; time and expiry are not carried over, since it is published now.
/// </summary>
internal static class ReplayMessage
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null, with the fault, where there is nothing in it to publish.</returns>
    public static byte[]? TryBuild(StoredLetter letter, ReadOnlyMemory<byte> replacement, int number, out string fault)
    {
        fault = "";
        var isCut = letter.Entry.OriginalLength > letter.Original.Length;
        if (replacement.IsEmpty && isCut)
        {
            fault = "Only the beginning of the message was kept: give what to publish instead as the body.";
            return null;
        }
        using var messages = new RawMessages();
        var original = messages.Parse("", isCut ? default : letter.Original.Memory).Message;
        var given = replacement.IsEmpty ? original : messages.Parse("", replacement).Message;
        if (given.ValueKind != JsonValueKind.Object)
        {
            fault = replacement.IsEmpty
                ? "The original is no JSON object: give what to publish instead, a CloudEvent or an event's data, as the body."
                : "The body is no JSON object: give a CloudEvent or an event's data.";
            return null;
        }
        return Write(letter.Entry.Id, number, original, given);
    }

    private static byte[] Write(string letterId, int number, JsonElement original, JsonElement given)
    {
        var isEnvelope = given.Member("specversion").ValueKind == JsonValueKind.String;
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, s_json);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", Attribute("id") ?? letterId);
        json.WriteString("source", Attribute("source") ?? "dead-letters");
        if (Attribute("type") is { } type)
            json.WriteString("type", type);
        json.WriteString(ReplayMark.LetterAttribute, letterId);
        json.WriteString(ReplayMark.NumberAttribute, number.ToString(CultureInfo.InvariantCulture));
        json.WriteString("datacontenttype", "application/json");
        foreach (var member in isEnvelope ? ["data", "data_base64"] : Array.Empty<string>())
        {
            if (given.Member(member) is { ValueKind: not JsonValueKind.Undefined } value)
                Copy(member, value);
        }
        if (!isEnvelope)
            Copy("data", given);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();

        string? Attribute(string name) =>
            isEnvelope && given.Member(name).TextOrNull() is { Length: > 0 } own ? own
            : original.Member("specversion").ValueKind == JsonValueKind.String && original.Member(name).TextOrNull() is { Length: > 0 } first ? first
            : null;

        void Copy(string name, JsonElement value)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
        }
    }
}
