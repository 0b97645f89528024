using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Results;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tuning;

namespace UserRep.Evaluator.Runs;

/// <summary>Puts methods to tasks and writes the scores down.</summary>
internal sealed class MethodRunner(EvaluationData data, EvaluationOptions options, TunedSettings settings, TimeProvider time)
{
    private readonly DrawWeights _weights = new(data.Persons, options.Draws);
    private readonly Dictionary<string, double> _seconds = [];

    public List<Score> Scores { get; } = [];

    public List<TaskSummary> Tasks { get; } = [];

    public List<string> Notes { get; } = [];

    public DrawWeights Weights => _weights;

    public double SecondsOf(Method method) => _seconds.GetValueOrDefault(method.Name);

    /// <param name="methods">The bundle first: leads are against it.</param>
    public void Run(EvaluationTask task, IReadOnlyList<Method> methods, Action<string> report, CancellationToken cancellationToken)
    {
        if (Judge(task, out var trainRows) is not { } scorer)
            return;
        double[]? bundle = null;
        foreach (var method in methods)
        {
            if (!method.Answers(task))
                continue;
            report(method.Name);
            var own = settings.Of(method, task);
            if (Values(method, task, scorer, trainRows, own, cancellationToken) is not { } values)
            {
                // Leads are against the bundle: without it there is nothing to compare.
                if (ReferenceEquals(method, methods[0]))
                    return;
                continue;
            }
            bundle ??= values;
            var lead = ReferenceEquals(values, bundle) ? null : Intervals.Of([.. bundle.Zip(values, (b, v) => b - v)]);
            Scores.Add(new Score(task.Name, method.Name, TaskSplit.MetricName(task), Intervals.Of(values), lead, own.ToString()));
        }
    }

    /// <summary>One point per age of the vectors, all on the same samples and draws.</summary>
    public IEnumerable<FreshnessPoint> Freshness(EvaluationTask task, Method bundle, Action<string> report, CancellationToken cancellationToken)
    {
        if (Judge(task, out var trainRows, quiet: true) is not { } scorer)
            yield break;
        double[]? fresh = null;
        foreach (var days in options.StaleDays)
        {
            report($"{days} days old");
            var stale = task with { View = task.View with { StaleDays = days } };
            if (Values(bundle, stale, scorer, trainRows, settings.Of(bundle, task), cancellationToken) is not { } values)
                yield break;
            fresh ??= values;
            yield return new FreshnessPoint(task.Name, TaskSplit.MetricName(task), days, Intervals.Of(values), days == 0 ? null : Intervals.Of([.. fresh.Zip(values, (f, v) => f - v)]));
        }
    }

    private TaskScorer? Judge(EvaluationTask task, out int[] trainRows, bool quiet = false)
    {
        var population = task.View.Population;
        var split = TaskSplit.Of(task, data, options, _weights);
        (trainRows, var scorer, var test) = (split.TrainRows, split.Scorer, split.TestRows);
        if (!split.IsUsable)
        {
            if (!quiet)
                Notes.Add($"{task.Name} is left out: {test.Length} test samples in {scorer.Cuts} cuts with {options.MinPositives} positives and negatives, {split.Positives} positives to learn from");
            return null;
        }
        if (!quiet)
            Tasks.Add(new TaskSummary(task.Name, task.Title, task.Section, TaskSplit.MetricName(task), scorer.Outputs, trainRows.Length, test.Length,
                test.Select(r => data.Persons[population.Samples[r].User]).Distinct().Count(), scorer.Positives));
        return scorer;
    }

    /// <returns>Null, with a note, if it can't be fitted with one of the seeds.</returns>
    private double[]? Values(Method method, EvaluationTask task, TaskScorer scorer, int[] trainRows, MethodSettings own, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        int[] seeds = method.IsSeeded ? [.. options.Seeds] : [options.Seeds[0]];
        var ofSeeds = new List<double[]>();
        foreach (var seed in seeds)
        {
            var fitted = method.Scores(task, trainRows, scorer.Rows, own, seed, cancellationToken);
            if (fitted.Values is not { } scores)
            {
                Notes.Add($"{method.Name} is left out of {task.Name}: with seed {seed}, {string.Join("; ", fitted.Faults)}");
                return null;
            }
            ofSeeds.Add(scorer.Values(scores));
        }
        _seconds[method.Name] = SecondsOf(method) + time.GetElapsedTime(started).TotalSeconds;
        // The value is the mean over seeds; a draw takes one of them, so that the interval knows of seeds too.
        return [.. Enumerable.Range(0, ofSeeds[0].Length).Select(d => d == 0 ? ofSeeds.Average(v => v[0]) : ofSeeds[d % ofSeeds.Count][d])];
    }
}
