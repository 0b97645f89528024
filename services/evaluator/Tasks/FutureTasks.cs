using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>Questions about what known users do next.</summary>
internal static class FutureTasks
{
    private static readonly int[] s_horizons = [7, CutPlan.LongestQuestion];

    /// <param name="known">Users who acted within the longest window.</param>
    /// <param name="recentDays">Which of them count as active.</param>
    public static IEnumerable<EvaluationTask> Of(EvaluationData data, Population known, int recentDays)
    {
        var view = new View(known);
        foreach (var days in s_horizons)
            yield return new EvaluationTask($"active-{days}d", $"active again within {days} days, among users active in the last {recentDays}", TaskKind.Labels, view, ["active"],
                LabelRows.Of(known, 1, (s, labels) => labels[0] = IsRecent(s) ? Active(data, s, days) : float.NaN));
        foreach (var days in s_horizons)
            yield return new EvaluationTask($"return-{days}d", $"acts within {days} days, among all known users", TaskKind.Labels, view, ["acts"],
                LabelRows.Of(known, 1, (s, labels) => labels[0] = Active(data, s, days)));
        if (data.Groups.Names.Count > 1)
        {
            foreach (var task in OfGroups(data, known, view))
                yield return task;
        }
        foreach (var (name, outcome) in data.Labels.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal))
            yield return new EvaluationTask($"outcome-{name}", $"outcome '{name}', among active users who haven't left", TaskKind.Labels, view, [name], LabelRows.Of(known, 1, (s, labels) =>
                labels[0] = IsRecent(s) && !HasLeft(data, s) && outcome.TryGetValue(data.Log.Users[s.User], out var value) ? value ? 1 : 0 : float.NaN));
        if (data.Labels.Churn is { } churn)
            yield return new EvaluationTask($"churn-{CutPlan.LongestQuestion}d", $"leaves within {CutPlan.LongestQuestion} days, among active users", TaskKind.Labels, view, ["leaves"], LabelRows.Of(known, 1, (s, labels) =>
                labels[0] = !IsRecent(s) || HasLeft(data, s) ? float.NaN : churn.TryGetValue(data.Log.Users[s.User], out var at) && at < s.At + EvaluationData.Days(CutPlan.LongestQuestion) ? 1 : 0));

        bool IsRecent(Sample s) => data.IsRecent(s, recentDays);
    }

    private static IEnumerable<EvaluationTask> OfGroups(EvaluationData data, Population known, View view)
    {
        var names = data.Groups.Names;
        foreach (var days in s_horizons)
        {
            var labels = LabelRows.Of(known, names.Count, (s, row) => LabelRows.Groups(data, s, s.At, s.At + EvaluationData.Days(days), row));
            yield return new EvaluationTask($"groups-{days}d", $"item groups used within {days} days, among those who act", TaskKind.Labels, view, names, labels);
            if (days == s_horizons[0])
                yield return new EvaluationTask($"pairs-{days}d", $"user and item-group pairs within {days} days, as many sampled negatives", TaskKind.Labels, view, names, labels) { Metric = TaskMetric.PairAuc, Family = "groups" };
        }
        yield return new EvaluationTask($"favourite-{CutPlan.LongestQuestion}d", $"the item group used most in the next {CutPlan.LongestQuestion} days, among those who act", TaskKind.Classes, view, names, LabelRows.Of(known, names.Count, (s, row) =>
        {
            if (LabelRows.Favourite(data, s.User, s.At, s.At + EvaluationData.Days(CutPlan.LongestQuestion)) is >= 0 and var favourite)
                row[favourite] = 1;
            else
                row.Fill(float.NaN);
        }));
    }

    private static float Active(EvaluationData data, Sample s, int days) => data.IsActive(s.User, s.At, s.At + EvaluationData.Days(days)) ? 1 : 0;

    private static bool HasLeft(EvaluationData data, Sample s) => data.Labels.Churn is { } churn && churn.TryGetValue(data.Log.Users[s.User], out var left) && left < s.At;
}
