using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>What has no number, such as an AUC without a positive in most draws, is told in the notes and stands in no table.</summary>
internal static class FiniteResult
{
    public static EvaluationResult Of(EvaluationResult result)
    {
        var missing = result.Scores.Where(s => !IsFinite(s.Value, s.Lead)).Select(s => $"{s.Method} has no value on {s.Task} ({s.Metric}): it or its interval is not a number")
            .Concat(result.Freshness.Where(p => !IsFinite(p.Value, p.LossAgainstFresh)).Select(p => $"{p.Task} has no value at {p.StaleDays} days ({p.Metric}): it or its interval is not a number"));
        return result with
        {
            Tasks = [.. result.Tasks.Select(t => t.Positives is { } share && !double.IsFinite(share) ? t with { Positives = null } : t)],
            Scores = [.. result.Scores.Where(s => IsFinite(s.Value, s.Lead))],
            Freshness = [.. result.Freshness.Where(p => IsFinite(p.Value, p.LossAgainstFresh))],
            Notes = [.. result.Notes, .. missing],
        };
    }

    private static bool IsFinite(Interval value, Interval? other) => value.IsFinite && other is null or { IsFinite: true };
}
