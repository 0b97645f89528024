using System.Text.Json.Serialization;

namespace UserRep.Evaluator.Results;

/// <summary>How a method did on a task.</summary>
/// <param name="Metric">e.g. <c>auc</c>, <c>ndcg@50</c>; higher is better.</param>
/// <param name="Value">Over cuts and seeds; the interval is of a bootstrap over persons.</param>
/// <param name="Lead">The reported bundle minus this method, on the same draws of persons; null for the bundle itself.</param>
/// <param name="Settings">What the method was run with.</param>
public sealed record Score(string Task, string Method, string Metric, Interval Value, Interval? Lead, string Settings)
{
    /// <summary>Of the bundle against this method; null for the bundle itself.</summary>
    [JsonIgnore]
    public Verdict? Verdict => Lead switch
    {
        null => null,
        { Low: > 0 } => Results.Verdict.Better,
        { High: < 0 } => Results.Verdict.Worse,
        _ => Results.Verdict.Same,
    };
}
