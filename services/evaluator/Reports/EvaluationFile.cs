using System.Text.Json;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>The numbers of an evaluation beside a bundle, for programs; <c>evaluation.schema.json</c> describes it.</summary>
/// <param name="Format">Rises when a reader of the one before would misread it; properties may be added without.</param>
public sealed record EvaluationFile(
    string Format,
    EvaluatedBundle Bundle,
    EvaluatedData Data,
    EvaluationProtocol Protocol,
    string Command,
    string Machine,
    DateTimeOffset At,
    double Seconds,
    IReadOnlyList<TaskSummary> Tasks,
    IReadOnlyList<MethodSummary> Methods,
    IReadOnlyList<Score> Scores,
    IReadOnlyList<FreshnessPoint> Freshness,
    IReadOnlyList<string> Notes)
{
    public const string CurrentFormat = "userrep-evaluation/1";

    public const string Name = "evaluation.json";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static EvaluationFile Of(EvaluationResult r) => new(
        CurrentFormat,
        new EvaluatedBundle(r.Bundle, r.BundleSha256, r.EmbeddingSpaceId, r.Dimension),
        new EvaluatedData(r.Data, r.Simulated, r.DataFingerprint),
        new EvaluationProtocol(r.TrainCuts, r.TestCuts, r.TestShare, r.Seeds, r.Intervals),
        r.Command, r.Machine, r.At, r.Seconds, r.Tasks, r.Methods, r.Scores, r.Freshness, r.Notes);

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <param name="faults">Every fault found; empty exactly if a file is returned.</param>
    public static EvaluationFile? TryRead(string path, out IReadOnlyList<string> faults)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            faults = FormatFaults(bytes);
            if (faults.Count > 0)
                return null;
            var file = JsonSerializer.Deserialize<EvaluationFile>(bytes, Json)!;
            faults = EvaluationFileFaults.Of(file);
            return faults.Count == 0 ? file : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults = [$"{path} can't be read: {e.Message}"];
            return null;
        }
    }

    /// <summary>Looked at first: what another format has or lacks would only confuse.</summary>
    private static string[] FormatFaults(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var format = json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("format", out var f) && f.ValueKind == JsonValueKind.String ? f.GetString() : null;
        return format == CurrentFormat ? [] : [$"format is {format ?? "not given"}, must be {CurrentFormat}"];
    }
}
