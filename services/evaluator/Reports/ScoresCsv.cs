using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

internal static class ScoresCsv
{
    public const string Name = "scores.csv";

    private static readonly string[] s_columns =
        ["bundle", "bundle_sha256", "data", "simulated", "section", "task", "metric", "method", "value", "low", "high", "lead", "lead_low", "lead_high", "bundle_is", "settings"];

    public static void Write(EvaluationResult result, string path)
    {
        var sections = result.Tasks.ToDictionary(t => t.Name, t => t.Section);
        CsvRows.Write(path, s_columns, result.Scores.Select(s => (object?[])[
            result.Bundle, result.BundleSha256, result.Data, result.Simulated, sections.GetValueOrDefault(s.Task), s.Task, s.Metric, s.Method,
            s.Value.Mean, s.Value.Low, s.Value.High, s.Lead?.Mean, s.Lead?.Low, s.Lead?.High, s.Verdict?.ToString().ToLowerInvariant(), s.Settings]));
    }
}
