using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Trainer.Tables;

namespace UserRep.Trainer.EventFiles;

/// <summary>Says which columns of a file make an event. Written by people as JSON; <c>mapping.schema.json</c> describes it.</summary>
/// <param name="Source">Stands in front of row numbers in event ids. Default: the events file's name.</param>
/// <param name="Simulated">Whether the events are made up; bundles made from them say so.</param>
/// <param name="Where">Only rows whose columns have exactly these values.</param>
/// <param name="Joins">By name: files whose columns may be used as <c>name.column</c>.</param>
/// <param name="Person">Who is behind a user: the users of one person are on one side of every split. Default: each user is a person.</param>
/// <param name="EventId">Default: source and row number.</param>
internal sealed record EventMapping(
    ColumnRef User,
    ColumnRef Item,
    TimeMapping Time,
    string? Source = null,
    bool Simulated = false,
    TableFormat? Table = null,
    IReadOnlyDictionary<string, JoinMapping>? Joins = null,
    ColumnRef? Person = null,
    ActionMapping? Action = null,
    ColumnRef? Weight = null,
    ColumnRef? PlayedMs = null,
    ColumnRef? EventId = null,
    IReadOnlyDictionary<string, string>? Where = null,
    CategoriesMapping? Categories = null,
    UsersMapping? Users = null,
    OnboardingMapping? Onboarding = null,
    LabelsMapping? Labels = null,
    ItemNamesMapping? Names = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly JsonSerializerOptions ItemsJson = new(Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>Named by editors to find the JSON schema; not read.</summary>
    [JsonPropertyName("$schema")]
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

    /// <summary>Only what is said of items; the rest need not be there.</summary>
    public static ItemMapping? TryLoadItems(string path, List<string> faults)
    {
        try
        {
            return JsonSerializer.Deserialize<ItemMapping>(File.ReadAllBytes(path), ItemsJson) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} is no mapping with categories: {e.Message}");
            return null;
        }
    }

    private IEnumerable<string> Faults()
    {
        (string, TimeMapping?)[] times = [("time", Time), ("users.time", Users?.Time), ("onboarding.time", Onboarding?.Time), ("labels.churn", Labels?.Churn)];
        foreach (var (name, time) in times)
        {
            if (time?.Fault() is { } fault)
                yield return $"{name}.{fault}";
        }
        (string, TableFormat?)[] tables =
        [
            ("table", Table), ("categories.table", Categories?.Table), ("users.table", Users?.Table), ("onboarding.table", Onboarding?.Table), ("labels.table", Labels?.Table), ("names.table", Names?.Table),
            .. (Joins ?? new Dictionary<string, JoinMapping>()).Select(j => ($"joins.{j.Key}.table", j.Value.Table)),
        ];
        foreach (var (name, table) in tables)
        {
            if (table is { Delimiter: "" })
                yield return $"{name}.delimiter is empty";
        }
        foreach (var name in Joins?.Keys.Where(n => n.Length == 0 || n.Contains('.')) ?? [])
            yield return $"joins: '{name}' can't be a name, since a dot stands between a join's name and its column";
        if (Action is { Constant: null, Column: null } or { Constant: not null, Column: not null })
            yield return "action must have either a constant or a column";
        if (Users is { Attributes.Count: 0 })
            yield return "users.attributes is empty";
        foreach (var fault in (Onboarding?.Faults(Action) ?? []).Concat(Labels?.Faults() ?? []))
            yield return fault;
    }
}
