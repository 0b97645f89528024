using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Tests.Runs;

/// <summary>Can't be fitted with the second seed.</summary>
internal sealed class RefusingMethod : Method
{
    public override string Name => "refusing";

    public override string Title => "refusing";

    public override bool IsSeeded => true;

    public override IReadOnlyList<MethodSettings> Candidates { get; } = [MethodSettings.None, new(new Dictionary<string, double> { ["other"] = 1 })];

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken) =>
        seed == 2 ? Fitted.Refused(["training diverged"]) : new Popularity().Scores(task, trainRows, rows, settings, seed, cancellationToken);
}
