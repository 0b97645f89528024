using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Trainer.Events;

namespace UserRep.Evaluator.Tuning;

/// <summary>
/// Searches settings on what is never reported: persons that aren't tested, at training cuts. A quarter of these persons judges, the
/// others teach; where there are several cuts, the later half judges and the earlier half teaches, so that time differs here too.
/// </summary>
internal sealed class Tuner(EvaluationData data, EvaluationOptions options, TunedSettings found)
{
    private const double JudgeShare = 0.25;

    // Enough to rank settings; a search is many fits.
    private const int MaxRows = 6_000;

    private readonly DrawWeights _weights = new(data.Persons, draws: 0);

    public void Tune(Method method, EvaluationTask task, CancellationToken cancellationToken)
    {
        if (method.Candidates.Count < 2 || !method.Answers(task))
            return;
        var (teach, judge) = Split(task);
        var scorer = new TaskScorer(task, judge, _weights, options.MinPositives, options.Threads);
        if (scorer.Cuts == 0 || teach.Length < options.MinPositives)
            return;
        var best = double.NegativeInfinity;
        foreach (var settings in method.Candidates.Take(TunedSettings.Budget))
        {
            // Settings that it can't be fitted with are not the best.
            var value = method.Scores(task, teach, judge, settings, options.Seeds[0], cancellationToken).Values is { } scores ? scorer.Values(scores)[0] : double.NaN;
            if (!(value > best))
                continue;
            best = value;
            found.Set(method, task, settings);
        }
    }

    private (int[] Teach, int[] Judge) Split(EvaluationTask task)
    {
        var population = task.View.Population;
        var cuts = population.Cuts.Index().Where(c => !c.Item.IsTest).OrderBy(c => c.Item.At).Select(c => c.Index).ToArray();
        var early = cuts.Length > 1 ? cuts[..(cuts.Length / 2)].ToHashSet() : [.. cuts];
        var late = cuts.Length > 1 ? cuts[(cuts.Length / 2)..].ToHashSet() : early;
        var rows = Enumerable.Range(0, population.Samples.Length).Where(task.IsAsked).ToArray();
        return (Take(rows.Where(r => early.Contains(population.Samples[r].Cut) && !Judges(r))), Take(rows.Where(r => late.Contains(population.Samples[r].Cut) && Judges(r))));

        bool Judges(int row) => PersonSplit.Place(data.Persons[population.Samples[row].User], "tune") < JudgeShare;

        int[] Take(IEnumerable<int> from) => HashSample.Of([.. from], MaxRows, r => $"{data.Log.Users[population.Samples[r].User]} {population.Samples[r].Cut}");
    }
}
