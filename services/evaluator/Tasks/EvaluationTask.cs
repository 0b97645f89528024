using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tasks;

/// <summary>A question about the samples of a view whose answer lies after them.</summary>
/// <param name="Labels">One row per sample, one column per output: 1, 0, or NaN where the question doesn't arise.</param>
internal sealed record EvaluationTask(string Name, string Title, TaskKind Kind, View View, IReadOnlyList<string> Outputs, Matrix Labels);
