using System.Text.Json;
using System.Text.Unicode;

namespace UserRep.LocalMesh.PubSub.CloudEvents;

internal static class JsonText
{
    /// <summary>Deeper nesting than this is no JSON to the mesh; daprd ends at 10,000, which no serializer here would read back.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1000 };

    /// <summary>One whole JSON value in valid UTF-8, so that it may be copied into another document.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => Utf8.IsValid(text) && IsWellFormed(text, mustBeObject: false);

    public static bool IsObject(ReadOnlySpan<byte> text) => Utf8.IsValid(text) && IsWellFormed(text, mustBeObject: true);

    /// <summary>The string value of a top-level field; null where there is none.</summary>
    public static string? TopLevelString(ReadOnlySpan<byte> json, string field)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(field);
            reader.Read();
            if (wanted)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }
        return null;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> text, bool mustBeObject)
    {
        try
        {
            var reader = new Utf8JsonReader(text, ReaderOptions);
            if (!reader.Read() || (mustBeObject && reader.TokenType != JsonTokenType.StartObject))
                return false;
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
