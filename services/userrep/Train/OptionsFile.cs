using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace UserRep.Command.Train;

/// <summary>Reads a record of options from JSON. What isn't said keeps its default; every unknown or unreadable key is told at once.</summary>
internal static class OptionsFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static bool TryRead<T>(string path, List<string> faults, out T options) where T : class, new()
    {
        options = new T();
        var known = faults.Count;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Check(document.RootElement, s_json.GetTypeInfo(typeof(T)), "", path, faults);
            if (faults.Count == known)
                options = document.Deserialize<T>(s_json)!;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} is no JSON of options: {e.Message}");
        }
        return faults.Count == known;
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string at, string path, List<string> faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{path}: {(at.Length == 0 ? "it" : at)} must be an object");
            return;
        }
        foreach (var property in element.EnumerateObject())
        {
            var name = at + property.Name;
            if (type.Properties.FirstOrDefault(p => p.Name == property.Name) is not { } known)
                faults.Add($"{path}: there is no option {name}; known are {string.Join(", ", type.Properties.Select(p => at + p.Name))}");
            else if (s_json.GetTypeInfo(known.PropertyType) is { Kind: JsonTypeInfoKind.Object } nested)
                Check(property.Value, nested, name + ".", path, faults);
            else if (Unreadable(property.Value, known.PropertyType) is { } reason)
                faults.Add($"{path}: {name}: {reason}");
        }
    }

    private static string? Unreadable(JsonElement value, Type type)
    {
        try
        {
            return value.Deserialize(type, s_json) is null ? "it is null" : null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }
}
