using UserRep.Evaluator.Heads;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Methods;

/// <summary>A representation under the logistic head that all representations get alike.</summary>
internal sealed class HeadedRepresentation(Representation representation, int threads) : Method
{
    public const string Penalty = "penalty";

    private static readonly double[] s_penalties = [1e-2, 1e-3, 1e-1, 1e-4];

    public override string Name => representation.Name;

    public override string Title => representation.Title;

    public override bool IsSeeded => representation.IsSeeded;

    public override bool Answers(EvaluationTask task) => representation.Answers(task.View);

    public override IReadOnlyList<MethodSettings> Candidates { get; } =
        [.. representation.Candidates.SelectMany(own => s_penalties.Select(p => new MethodSettings(new Dictionary<string, double>(own.Values) { [Penalty] = p })))];

    public override Matrix Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var own = new MethodSettings(settings.Values.Where(v => v.Key != Penalty).ToDictionary());
        var vectors = representation.Vectors(task.View, own, seed, cancellationToken);
        var head = LogisticHead.Fit(vectors.Take(trainRows), task.Labels.Take(trainRows), settings[Penalty], threads, cancellationToken);
        return head.Scores(vectors.Take(rows));
    }
}
