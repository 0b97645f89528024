using UserRep.Evaluator.Heads;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Methods;

/// <summary>A representation under the logistic head that all representations get alike.</summary>
internal sealed class HeadedRepresentation(Representation representation, int threads) : Method
{
    public const string Penalty = "penalty";

    /// <summary>1: each dimension to variance 1. 0: one scale for all, so that a penalty trusts the space's strong directions more.</summary>
    public const string Scaled = "scaled";

    // With settings of the representation's own there are three of these, so four penalties each; otherwise twelve.
    private static readonly (double Penalty, double Scaled)[] s_few = [(1e-2, 1), (1e-1, 1), (1e-3, 0), (1e-4, 0)];

    private static readonly (double Penalty, double Scaled)[] s_many =
        [(1e-2, 1), (1e-1, 1), (1e-3, 0), (1e-4, 0), (1e-3, 1), (1e-5, 0), (1e-2, 0), (3e-2, 1), (3e-1, 1), (3e-4, 0), (3e-5, 0), (1e-4, 1)];

    public Representation Representation => representation;

    public override string Name => representation.Name;

    public override string Title => representation.Title;

    public override bool IsSeeded => representation.IsSeeded;

    public override bool Answers(EvaluationTask task) => representation.Answers(task.View);

    public override IReadOnlyList<MethodSettings> Candidates { get; } =
        [.. representation.Candidates.SelectMany(own => (representation.Candidates.Count > 1 ? s_few : s_many).Select(head =>
            new MethodSettings(new Dictionary<string, double>(own.Values) { [Penalty] = head.Penalty, [Scaled] = head.Scaled })))];

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var own = new MethodSettings(settings.Values.Where(v => v.Key is not (Penalty or Scaled)).ToDictionary());
        var fitted = representation.Vectors(task.View, own, seed, cancellationToken);
        if (fitted.Values is not { } vectors)
            return fitted;
        var head = LogisticHead.Fit(vectors.Take(trainRows), task.Labels.Take(trainRows), settings[Penalty], threads, cancellationToken, keepGeometry: settings[Scaled] == 0);
        return head.Scores(vectors.Take(rows));
    }
}
