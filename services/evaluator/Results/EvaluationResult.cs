namespace UserRep.Evaluator.Results;

/// <summary>All that an evaluation found; the report, the CSV and the evaluation file are three ways of writing it down.</summary>
/// <param name="Bundle">The version, e.g. <c>representation@v1</c>.</param>
/// <param name="BundleSha256">Names the bundle for good: a bundle never changes.</param>
/// <param name="DataFingerprint">Of all events read, labels' time included.</param>
/// <param name="Command">Repeats this evaluation.</param>
/// <param name="Cuts">As ISO dates, with their use.</param>
/// <param name="Notes">What a reader must know to believe the numbers, e.g. tasks that had too few positives.</param>
public sealed record EvaluationResult(
    string Bundle,
    string BundleSha256,
    string EmbeddingSpaceId,
    int Dimension,
    string Data,
    bool Simulated,
    string DataFingerprint,
    string Command,
    string Machine,
    DateTimeOffset At,
    double Seconds,
    IReadOnlyList<string> TrainCuts,
    IReadOnlyList<string> TestCuts,
    double TestShare,
    IReadOnlyList<int> Seeds,
    IReadOnlyList<TaskSummary> Tasks,
    IReadOnlyList<MethodSummary> Methods,
    IReadOnlyList<Score> Scores,
    IReadOnlyList<FreshnessPoint> Freshness,
    IReadOnlyList<string> Notes)
{
    /// <summary>How the intervals were made, for the reader.</summary>
    public string Intervals { get; init; } = "95%: percentiles of a bootstrap over persons, every method on the same draws";
}
