using System.Text.Json;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Tuning;

/// <summary>What a search found best, by method and family of tasks. A plain evaluation re-uses it; what isn't in it runs with the method's default.</summary>
internal sealed class TunedSettings
{
    /// <summary>Settings tried per method and family, the same for all: no method gets more care than another.</summary>
    public const int Budget = 12;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly SortedDictionary<string, SortedDictionary<string, Dictionary<string, double>>> _found;

    public TunedSettings() : this([])
    {
    }

    private TunedSettings(SortedDictionary<string, SortedDictionary<string, Dictionary<string, double>>> found) => _found = found;

    public MethodSettings Of(Method method, EvaluationTask task)
    {
        if (_found.TryGetValue(method.Name, out var families) && families.TryGetValue(task.Family, out var values)
            && values.Count == method.Candidates[0].Values.Count && values.Keys.All(method.Candidates[0].Values.ContainsKey))
            return new MethodSettings(values);
        return method.Candidates[0];
    }

    public void Set(Method method, EvaluationTask task, MethodSettings settings)
    {
        if (!_found.TryGetValue(method.Name, out var families))
            _found[method.Name] = families = [];
        families[task.Family] = settings.Values.ToDictionary();
    }

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(_found, s_json));

    public static TunedSettings? TryRead(string path, out string? fault)
    {
        fault = null;
        try
        {
            return new TunedSettings(JsonSerializer.Deserialize<SortedDictionary<string, SortedDictionary<string, Dictionary<string, double>>>>(File.ReadAllBytes(path), s_json) ?? []);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            fault = $"{path} is no file of settings: {e.Message}";
            return null;
        }
    }
}
