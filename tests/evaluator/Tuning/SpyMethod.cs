using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Tests.Tuning;

/// <summary>Remembers which rows it was given. The second of its three settings scores best.</summary>
internal sealed class SpyMethod : Method
{
    public override string Name => "spy";

    public override string Title => "spy";

    public override IReadOnlyList<MethodSettings> Candidates { get; } = [.. Enumerable.Range(0, 3).Select(i => new MethodSettings(new Dictionary<string, double> { ["good"] = i == 1 ? 1 : 0, ["i"] = i }))];

    public List<(int[] Teach, int[] Judge)> Seen { get; } = [];

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        Seen.Add((trainRows, rows));
        var scores = new Matrix(rows.Length, task.Outputs.Count);
        if (settings["good"] == 1)
            task.Labels.Take(rows).Values.Select(v => float.IsNaN(v) ? 0 : v).ToArray().CopyTo(scores.Values, 0);
        return scores;
    }
}
