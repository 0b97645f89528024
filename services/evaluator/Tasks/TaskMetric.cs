namespace UserRep.Evaluator.Tasks;

internal enum TaskMetric
{
    /// <summary>Area under the ROC curve of each output among a cut's samples, mean over outputs: knows nothing of how popular an output is.</summary>
    Auc,

    /// <summary>One curve over (sample, output) pairs, each positive beside as many sampled negatives of the same user: the published method's question.</summary>
    PairAuc,
}
