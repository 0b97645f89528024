using System.Text.Json;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Says which columns of a file make an event. Written by people as JSON; <c>mapping.schema.json</c> describes it.</summary>
/// <param name="Source">Stands in front of row numbers in event ids. Default: the events file's name.</param>
/// <param name="Where">Only rows whose columns have exactly these values.</param>
/// <param name="EventId">Default: source and row number.</param>
internal sealed record EventMapping(
    ColumnRef User,
    ColumnRef Item,
    TimeMapping Time,
    string? Source = null,
    TableFormat? Table = null,
    ActionMapping? Action = null,
    ColumnRef? Weight = null,
    ColumnRef? PlayedMs = null,
    ColumnRef? EventId = null,
    IReadOnlyDictionary<string, string>? Where = null,
    CategoriesMapping? Categories = null,
    UsersMapping? Users = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Named by editors to find the JSON schema; not read.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? JsonSchema { get; init; }

    public static EventMapping? TryLoad(string path, List<string> faults)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<EventMapping>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            faults.AddRange(mapping.Faults().Select(f => $"{path}: {f}"));
            return faults.Count == 0 ? mapping : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} is no mapping: {e.Message}");
            return null;
        }
    }

    private IEnumerable<string> Faults()
    {
        foreach (var (name, time) in new[] { ("time", Time), ("users.time", Users?.Time) })
        {
            if (time?.Fault() is { } fault)
                yield return $"{name}.{fault}";
        }
        foreach (var (name, table) in new[] { ("table", Table), ("categories.table", Categories?.Table), ("users.table", Users?.Table) })
        {
            if (table is { Delimiter: "" })
                yield return $"{name}.delimiter is empty";
        }
        if (Action is { Constant: null, Column: null } or { Constant: not null, Column: not null })
            yield return "action must have either a constant or a column";
        if (Users is { Attributes.Count: 0 })
            yield return "users.attributes is empty";
    }
}
