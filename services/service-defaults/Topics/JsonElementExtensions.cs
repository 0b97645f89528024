using System.Text.Json;

namespace UserRep.ServiceDefaults.Topics;

/// <summary>Reads of JSON that anyone may have published. A name or text with half a character (a lone surrogate) parses, but throws when it is looked at.</summary>
public static class JsonElementExtensions
{
    /// <summary>A member of an object; undefined if it isn't there or can't be looked up.</summary>
    public static JsonElement Member(this JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return default;
        try
        {
            return value.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>The text of a JSON string; null for anything else.</summary>
    public static string? TextOrNull(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
