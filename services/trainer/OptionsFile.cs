using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace UserRep.Trainer;

/// <summary>A record of options as JSON. What a file doesn't say has its default; unknown keys are refused.</summary>
public static class OptionsFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The <see cref="Training.TrainingOptions"/> that a bundle in <paramref name="root"/> was trained with.</summary>
    public static string OfBundle(string root, string version) => Path.Combine(root, $"{version}.options.json");

    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write<T>(string path, T options) where T : class => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(options, s_json));

    /// <param name="faults">Every unknown or unreadable key; empty exactly if options are returned. Ranges are a validator's to check.</param>
    public static T? TryRead<T>(string path, out IReadOnlyList<string> faults) where T : class
    {
        var found = new List<string>();
        faults = found;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Check(document.RootElement, s_json.GetTypeInfo(typeof(T)), "", path, found);
            return found.Count == 0 ? document.Deserialize<T>(s_json) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            found.Add($"{path} is no JSON of options: {e.Message}");
            return null;
        }
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
