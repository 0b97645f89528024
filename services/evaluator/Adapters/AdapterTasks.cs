using UserRep.Adapters;
using UserRep.Evaluator.Heads;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Runs;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Adapters;

/// <summary>
/// What a head loses that was trained on true vectors and is served adapted ones: the situation of a model that opted in. Heads learn from persons and
/// moments other than those that are asked about, as in an evaluation.
/// </summary>
internal sealed class AdapterTasks(EvaluationData data, SpaceVectors vectors, DrawWeights weights, EvaluationOptions options, List<string> notes)
{
    // What HeadedRepresentation tries first.
    private const double Penalty = 1e-2;

    /// <param name="cutOff">Up to when the encoders learnt; null where that isn't known, and then nothing can be asked.</param>
    /// <param name="names">The tasks wanted; null: all.</param>
    /// <returns>By map.</returns>
    public IReadOnlyList<AdapterTaskLoss>[] Of(IReadOnlyList<FittedMap> maps, DateTimeOffset? cutOff, int windowDays, IReadOnlyList<string>? names, Action<string> report, CancellationToken cancellationToken)
    {
        var losses = maps.Select(_ => new List<AdapterTaskLoss>()).ToArray();
        foreach (var task in Tasks(cutOff, windowDays, names))
        {
            report(task.Name);
            if (TaskSplit.Of(task, data, options, weights) is not { IsUsable: true } split)
            {
                notes.Add($"{task.Name} is left out: too few positives or negatives");
                continue;
            }
            var (from, to) = (vectors.From(task.View, cancellationToken), vectors.To(task.View, cancellationToken));
            var head = LogisticHead.Fit(to.Take(split.TrainRows), task.Labels.Take(split.TrainRows), Penalty, options.Threads, cancellationToken);
            var truth = split.Scorer.Values(head.Scores(to.Take(split.Scorer.Rows)));
            var asked = from.Take(split.Scorer.Rows);
            for (var m = 0; m < maps.Count; m++)
            {
                var adapted = split.Scorer.Values(head.Scores(maps[m].Apply(asked)));
                var loss = Intervals.Of([.. truth.Zip(adapted, (t, a) => t - a)]);
                losses[m].Add(new AdapterTaskLoss(task.Name, TaskSplit.MetricName(task), Rounded(truth[0]), Rounded(adapted[0]), Rounded(loss.Mean), Rounded(loss.Low), Rounded(loss.High)));
            }
        }
        return losses;
    }

    private IReadOnlyList<EvaluationTask> Tasks(DateTimeOffset? cutOff, int windowDays, IReadOnlyList<string>? names)
    {
        if (cutOff is not { } learntUntil)
        {
            notes.Add("tasks are left out: an encoder was trained elsewhere, and it isn't known which events it has seen");
            return [];
        }
        var cuts = CutPlan.Of(data.Log, learntUntil, options, out var faults);
        if (faults.Count > 0)
        {
            notes.Add($"tasks are left out: {string.Join("; ", faults)}");
            return [];
        }
        var known = Populations.Known(data, cuts, windowDays, options.MaxUsersPerCut);
        // Not the probes: they ask about vectors without attributes, which are never served.
        EvaluationTask[] all = [.. FutureTasks.Of(data, known, options.RecentDays), .. ColdTasks.Of(data, learntUntil, options.MaxTrainRows)];
        foreach (var unknown in (names ?? []).Except(all.Select(t => t.Name)))
            notes.Add($"{unknown} is left out: these data have no such task");
        return names is null ? all : [.. all.Where(t => names.Contains(t.Name))];
    }

    private static double Rounded(double value) => Math.Round(value, 6);
}
