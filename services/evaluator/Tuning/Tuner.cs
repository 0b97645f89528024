using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tuning;

/// <summary>
/// Searches settings on what is never reported: persons that aren't tested, at training cuts. Half of these persons teach, the others judge, and where there
/// are several cuts the earlier ones teach for the later and the later for the earlier: a setting has to do well in a season that it hasn't seen.
/// </summary>
internal sealed class Tuner(EvaluationData data, EvaluationOptions options, TunedSettings found)
{
    private const double JudgeShare = 0.5;

    // Enough to rank settings; a search is many fits.
    private const int MaxRows = 6_000;

    private readonly DrawWeights _weights = new(data.Persons, draws: 0);

    // Those of the task asked last: methods are searched task by task, and all on the same ones.
    private (EvaluationTask Task, (int[] Teach, TaskScorer Judge)[] Folds)? _last;

    public void Tune(Method method, EvaluationTask task, CancellationToken cancellationToken)
    {
        if (method.Candidates.Count < 2 || !method.Answers(task))
            return;
        if (_last is not { } last || !ReferenceEquals(last.Task, task))
            _last = last = (task, [.. Folds(task)]);
        var folds = last.Folds;
        if (folds.Length == 0)
            return;
        var best = double.NegativeInfinity;
        foreach (var settings in method.Candidates.Take(TunedSettings.Budget))
        {
            // Settings that it can't be fitted with are not the best.
            var value = folds.Average(f => method.Scores(task, f.Teach, f.Judge.Rows, settings, options.Seeds[0], cancellationToken).Values is { } scores ? f.Judge.Values(scores)[0] : double.NaN);
            if (!(value > best))
                continue;
            best = value;
            found.Set(method, task, settings);
        }
    }

    private IEnumerable<(int[] Teach, TaskScorer Judge)> Folds(EvaluationTask task)
    {
        var population = task.View.Population;
        var cuts = population.Cuts.Index().Where(c => !c.Item.IsTest).OrderBy(c => c.Item.At).Select(c => c.Index).ToArray();
        var (early, late) = (cuts[..(cuts.Length / 2)].ToHashSet(), cuts[(cuts.Length / 2)..].ToHashSet());
        var rows = Enumerable.Range(0, population.Samples.Length).Where(task.IsAsked).ToArray();
        foreach (var (from, to) in early.Count > 0 ? [(early, late), (late, early)] : ((HashSet<int>, HashSet<int>)[])[(late, late)])
        {
            var teach = Take(rows.Where(r => from.Contains(population.Samples[r].Cut) && !Judges(r)));
            var judge = new TaskScorer(task, Take(rows.Where(r => to.Contains(population.Samples[r].Cut) && Judges(r))), _weights, options.MinPositives, options.Threads);
            if (judge.Cuts > 0 && teach.Length >= options.MinPositives)
                yield return (teach, judge);
        }

        bool Judges(int row) => PersonSplit.Place(data.Persons[population.Samples[row].User], "tune") < JudgeShare;

        int[] Take(IEnumerable<int> from) => HashSample.Of([.. from], MaxRows, r => $"{data.Log.Users[population.Samples[r].User]} {population.Samples[r].Cut}");
    }
}
