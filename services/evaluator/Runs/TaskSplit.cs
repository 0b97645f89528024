using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Runs;

/// <summary>The samples of a task that heads learn from, and the judge of those that are reported.</summary>
internal sealed record TaskSplit(TaskScorer Scorer, int[] TrainRows, int[] TestRows, int Positives, int MinPositives)
{
    /// <summary>There is enough to learn from, and to judge by.</summary>
    public bool IsUsable => Scorer.Cuts > 0 && Positives >= MinPositives;

    public static TaskSplit Of(EvaluationTask task, EvaluationData data, EvaluationOptions options, DrawWeights weights)
    {
        var population = task.View.Population;
        var asked = Enumerable.Range(0, population.Samples.Length).Where(task.IsAsked).ToArray();
        var test = asked.Where(r => population.Cuts[population.Samples[r].Cut].IsTest).ToArray();
        var trainRows = HashSample.Of([.. asked.Where(r => !population.Cuts[population.Samples[r].Cut].IsTest)], options.MaxTrainRows,
            r => $"{data.Log.Users[population.Samples[r].User]} {population.Samples[r].Cut}");
        var scorer = new TaskScorer(task, test, weights, options.MinPositives, options.Threads);
        return new TaskSplit(scorer, trainRows, test, trainRows.Count(r => task.Labels.Row(r).Contains(1f)), options.MinPositives);
    }

    public static string MetricName(EvaluationTask task) => task.Metric == TaskMetric.PairAuc ? "pair-auc" : "auc";
}
