using UserRep.Contracts.Events;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer;
using UserRep.Trainer.Metrics;

namespace UserRep.Evaluator.Metrics;

/// <summary>Judges scores of a task's test samples: per cut, then the mean over cuts; once as they are and once per draw of persons.</summary>
internal sealed class TaskScorer
{
    private readonly EvaluationTask _task;
    private readonly DrawWeights _weights;
    private readonly int _threads;
    private readonly List<Curve> _curves = [];

    /// <param name="rows">The test samples to judge, rows of the task's population.</param>
    public TaskScorer(EvaluationTask task, int[] rows, DrawWeights weights, int minPositives, int threads)
    {
        (_task, _weights, _threads, Rows) = (task, weights, threads, rows);
        foreach (var cut in Enumerable.Range(0, rows.Length).GroupBy(i => task.View.Population.Samples[rows[i]].Cut))
        {
            var curves = task.Metric == TaskMetric.PairAuc ? [Pairs([.. cut])] : Enumerable.Range(0, task.Outputs.Count).Select(k => Output([.. cut], k));
            var usable = curves.Where(c => c.Positive.Count(p => p) is var n && n >= minPositives && c.Positive.Length - n >= minPositives).ToArray();
            foreach (var curve in usable)
                _curves.Add(curve with { Share = 1.0 / usable.Length });
        }
        Cuts = _curves.Select(c => c.Cut).Distinct().Count();
    }

    public int[] Rows { get; }

    /// <summary>Test cuts that have enough positives and negatives; at 0 there is nothing to judge.</summary>
    public int Cuts { get; }

    /// <summary>Share of positives, mean over what is judged.</summary>
    public double Positives => _curves.Count == 0 ? 0 : _curves.Average(c => c.Positive.Average(p => p ? 1.0 : 0));

    public int Outputs => _curves.Select(c => c.Output).Distinct().Count();

    /// <param name="scores">One row per entry of <see cref="Rows"/>.</param>
    /// <returns>The metric with everybody counted once, then per draw.</returns>
    public double[] Values(Matrix scores)
    {
        var values = new double[_weights.Draws + 1];
        foreach (var curve in _curves)
        {
            var auc = new Auc([.. curve.Places.Select(p => scores.Row(p.Row)[p.Output])], curve.Positive);
            var persons = curve.Places.Select(p => _weights.PersonOfUser[_task.View.Population.Samples[Rows[p.Row]].User]).ToArray();
            Parallel.For(0, values.Length, new ParallelOptions { MaxDegreeOfParallelism = _threads }, () => new float[persons.Length], (draw, _, buffer) =>
            {
                _weights.Fill(draw, persons, buffer);
                // Each draw is one thread's, and curves come one after another.
                values[draw] += auc.Of(buffer) * curve.Share / Cuts;
                return buffer;
            }, _ => { });
        }
        return values;
    }

    private Curve Output(int[] cut, int output)
    {
        var asked = cut.Where(i => !float.IsNaN(_task.Labels.Row(Rows[i])[output])).ToArray();
        return new Curve(CutOf(cut), output, [.. asked.Select(i => (i, output))], [.. asked.Select(i => _task.Labels.Row(Rows[i])[output] == 1)]);
    }

    private Curve Pairs(int[] cut)
    {
        var places = new List<(int, int)>();
        var positive = new List<bool>();
        foreach (var i in cut)
        {
            var labels = _task.Labels.Row(Rows[i]);
            var random = new StableRandom(StableHash.Of(_task.Name), (ulong)Rows[i]);
            var negatives = Enumerable.Range(0, labels.Length).ToArray();
            random.Shuffle<int>(negatives);
            var wanted = 0;
            for (var k = 0; k < labels.Length; k++)
            {
                if (labels[k] != 1)
                    continue;
                wanted++;
                places.Add((i, k));
                positive.Add(true);
            }
            for (var n = 0; n < negatives.Length && wanted > 0; n++)
            {
                if (labels[negatives[n]] != 0)
                    continue;
                wanted--;
                places.Add((i, negatives[n]));
                positive.Add(false);
            }
        }
        return new Curve(CutOf(cut), 0, [.. places], [.. positive]);
    }

    private int CutOf(int[] cut) => _task.View.Population.Samples[Rows[cut[0]]].Cut;

    private sealed record Curve(int Cut, int Output, (int Row, int Output)[] Places, bool[] Positive, double Share = 1);
}
