using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Methods;

/// <summary>How common each output is, whoever is asked about.</summary>
internal sealed class Popularity : Method
{
    public override string Name => "popularity";

    public override string Title => "base rate of each output among the training rows";

    public override IReadOnlyList<MethodSettings> Candidates { get; } = [MethodSettings.None];

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var logOdds = new float[task.Labels.Width];
        for (var k = 0; k < logOdds.Length; k++)
        {
            var (positives, known) = (0.0, 0);
            foreach (var row in trainRows)
            {
                if (task.Labels.Row(row)[k] is not float.NaN and var label)
                    (positives, known) = (positives + label, known + 1);
            }
            // Half a case of each kind, so that an output never seen has a score too.
            logOdds[k] = (float)Math.Log((positives + 0.5) / (known - positives + 0.5));
        }
        var scores = new Matrix(rows.Length, logOdds.Length);
        for (var r = 0; r < rows.Length; r++)
            logOdds.CopyTo(scores.Row(r));
        return scores;
    }
}
