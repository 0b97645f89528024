using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>A question about the samples of a view whose answer lies after them.</summary>
/// <param name="Labels">One row per sample, one column per output: 1, 0, or NaN where the question doesn't arise.</param>
internal sealed record EvaluationTask(string Name, string Title, TaskKind Kind, View View, IReadOnlyList<string> Outputs, Matrix Labels)
{
    /// <summary>The report's section.</summary>
    public string Section { get; init; } = Sections.Future;

    public TaskMetric Metric { get; init; } = TaskMetric.Auc;

    /// <summary>Tasks of one family are answered with the same settings: a search for each would only fit its noise, and take hours.</summary>
    public string Family { get; init; } = Name.Split('-')[0];

    /// <summary>Whether the question arises for a sample in at least one output.</summary>
    public bool IsAsked(int row)
    {
        foreach (var label in Labels.Row(row))
        {
            if (!float.IsNaN(label))
                return true;
        }
        return false;
    }
}
