using UserRep.Evaluator.Runs;

namespace UserRep.Evaluator;

/// <summary>Evaluates a bundle: downstream tasks on frozen vectors, against the baselines, split by time and by person.</summary>
public static class Evaluation
{
    /// <param name="progress">Told what is being done; the fraction is of the whole.</param>
    public static Task<EvaluationOutcome> RunAsync(EvaluationRequest request, TimeProvider time, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var faults = EvaluationOptionsValidator.Faults(request.Options);
        return faults.Count > 0
            ? Task.FromResult(new EvaluationOutcome(null, faults))
            : Task.Run(() => new EvaluationRun(request, time, progress, cancellationToken).RunAsync(), cancellationToken);
    }
}
