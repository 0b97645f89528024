using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Trainer.EventFiles;

/// <summary>Reads a date, or <c>{"column": ...}</c>.</summary>
internal sealed class OriginRefConverter : JsonConverter<OriginRef>
{
    public override OriginRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new OriginRef(reader.GetString(), null);
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || reader.GetString() != "column" || !reader.Read())
            throw new JsonException("""an origin is a date or {"column": ...}""");
        var column = JsonSerializer.Deserialize<ColumnRef>(ref reader, options);
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject ? new OriginRef(null, column) : throw new JsonException("an origin has one key, column");
    }

    public override void Write(Utf8JsonWriter writer, OriginRef value, JsonSerializerOptions options) => throw new NotSupportedException("Mappings are only read.");
}
