namespace UserRep.Evaluator.Results;

/// <param name="Section">The report's section: future, probes, cold start, freshness, neighbourhoods, ablations.</param>
/// <param name="Metric">The one the task is judged by.</param>
/// <param name="TrainRows">Samples that heads learn from.</param>
/// <param name="TestRows">Samples reported, over all test cuts.</param>
/// <param name="Positives">Share of positive labels among the test samples, mean over outputs; null where a task has no such thing, as neighbourhoods.</param>
public sealed record TaskSummary(string Name, string Title, string Section, string Metric, int Outputs, int TrainRows, int TestRows, int TestPersons, double? Positives);
