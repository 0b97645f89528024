using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Trainer.EventFiles;

/// <summary>Reads a name, a number, or a list of these.</summary>
internal sealed class ColumnRefConverter : JsonConverter<ColumnRef>
{
    public override ColumnRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return new ColumnRef([Part(ref reader)]);
        var parts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            parts.Add(Part(ref reader));
        return parts.Count > 0 ? new ColumnRef(parts) : throw new JsonException("a list of columns is empty");
    }

    public override void Write(Utf8JsonWriter writer, ColumnRef value, JsonSerializerOptions options) => throw new NotSupportedException("Mappings are only read.");

    private static string Part(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number >= 0 => ColumnRef.NumberMark + number.ToString(CultureInfo.InvariantCulture),
        JsonTokenType.String when reader.GetString() is { Length: > 0 } name => name,
        _ => throw new JsonException("a column is a name or a number from 0"),
    };
}
