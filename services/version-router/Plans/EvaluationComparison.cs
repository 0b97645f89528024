using System.Globalization;
using UserRep.VersionRouter.Evaluations;

namespace UserRep.VersionRouter.Plans;

/// <summary>Two bundles' scores on the same data, task by task.</summary>
internal sealed record EvaluationComparison(string DataName, bool Simulated, IReadOnlyList<TaskDifference> Tasks)
{
    public double MeanDifference => Tasks.Average(t => t.Difference);

    /// <param name="tasks">The model's own; none: all.</param>
    /// <returns>One for each data set that both were evaluated on, where they share a task.</returns>
    public static IEnumerable<EvaluationComparison> Of(IReadOnlyList<VersionEvaluation> left, IReadOnlyList<VersionEvaluation> right, IReadOnlyList<string>? tasks) => left
        .Join(right, a => a.DataFingerprint, b => b.DataFingerprint, (a, b) => new EvaluationComparison(b.DataName, b.Simulated, Shared(a, b, tasks)))
        .Where(c => c.Tasks.Count > 0);

    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"evaluation on {DataName}{(Simulated ? " (simulated)" : "")}: {Tasks.Count} tasks, mean {MeanDifference:+0.000;-0.000;0.000}, worse beyond the interval {Tasks.Count(t => t.IsWorse)}, better {Tasks.Count(t => t.IsBetter)}");

    /// <returns>What got worst first.</returns>
    private static TaskDifference[] Shared(VersionEvaluation a, VersionEvaluation b, IReadOnlyList<string>? tasks) =>
    [
        .. a.Scores.Where(s => tasks is null || tasks.Contains(s.Key))
            .Where(s => b.Scores.TryGetValue(s.Key, out var other) && other.Metric == s.Value.Metric)
            .Select(s => new TaskDifference(s.Key, s.Value, b.Scores[s.Key]))
            .OrderBy(t => t.Difference),
    ];
}
