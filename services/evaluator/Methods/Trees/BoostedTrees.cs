using UserRep.Evaluator.Methods.Trees.LightGbm;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Methods.Trees;

/// <summary>Gradient-boosted trees (LightGBM) on features that a team would make for the task itself.</summary>
internal sealed class BoostedTrees(MethodContext context) : Method
{
    private const string Leaves = "leaves";
    private const string Rate = "rate";
    private const string MinExamples = "minExamples";

    // Of the training persons, for early stopping.
    private const double HeldOut = 0.15;

    // Of the training rows: a leaf needs no more than this, or tasks asked of few rows could not split at all.
    private const double MostOfALeaf = 0.05;

    public override string Name => "trees";

    public override string Title => $"gradient-boosted trees (LightGBM, at most {Booster.MaxTrees}, early stopping) on curated features"
        + (NativeApi.IsAvailable ? "" : ": left out, its library or libgomp.so.1 can't be loaded here");

    public override bool IsSeeded => true;

    public override bool Answers(EvaluationTask task) => NativeApi.IsAvailable;

    public override IReadOnlyList<MethodSettings> Candidates { get; } =
        [.. from rate in (double[])[0.05, 0.1] from leaves in (int[])[15, 7, 31] from minExamples in (int[])[150, 50]
            select new MethodSettings(new Dictionary<string, double> { [Leaves] = leaves, [Rate] = rate, [MinExamples] = minExamples })];

    public override Fitted Scores(EvaluationTask task, int[] trainRows, int[] rows, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var features = context.Curated(task.View, cancellationToken);
        var (training, asked) = (features.Take(trainRows), features.Take(rows));
        var persons = trainRows.Select(r => context.Data.Persons[task.View.Population.Samples[r].User]).ToArray();
        var heldOut = persons.Select(p => PersonSplit.Place(p, $"trees-{seed}") < HeldOut).ToArray();
        var minExamples = (int)Math.Clamp(MostOfALeaf * trainRows.Length, 1, settings[MinExamples]);
        using var binned = BinnedRows.Of(training, minExamples);
        var scores = new Matrix(rows.Length, task.Labels.Width);
        Parallel.For(0, task.Labels.Width, new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = cancellationToken }, output =>
        {
            var labels = trainRows.Select(r => task.Labels.Row(r)[output]).ToArray();
            using var fit = Part(binned, labels, heldOut, false);
            using var stop = Part(binned, labels, heldOut, true);
            // One answer only: nothing to tell apart.
            if (fit is null)
                return;
            using var booster = Booster.Fit(fit, stop, (int)settings[Leaves], settings[Rate], minExamples, seed, cancellationToken);
            var own = booster.Scores(asked);
            for (var r = 0; r < own.Length; r++)
                scores.Row(r)[output] = (float)own[r];
        });
        return scores;
    }

    /// <summary>The rows of one side whose label is known; null unless there are some of both labels.</summary>
    private static BinnedRows? Part(BinnedRows all, float[] labels, bool[] heldOut, bool side)
    {
        var rows = Enumerable.Range(0, labels.Length).Where(r => heldOut[r] == side && !float.IsNaN(labels[r])).ToArray();
        var known = rows.Select(r => labels[r]).ToArray();
        if (known.Distinct().Count() < 2)
            return null;
        lock (all)
            return all.Subset(rows, known);
    }
}
