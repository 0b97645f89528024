namespace UserRep.Evaluator.Adapters;

/// <summary>Learns a map from one encoder version's vectors to another's, and measures what is lost by it.</summary>
public static class AdapterFit
{
    /// <param name="progress">Told what is being done; the fraction is of the whole.</param>
    public static Task<AdapterFitOutcome> RunAsync(AdapterFitRequest request, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var faults = EvaluationOptionsValidator.Faults(request.Options);
        return faults.Count > 0
            ? Task.FromResult(new AdapterFitOutcome(null, faults))
            : Task.Run(() => new AdapterFitRun(request, progress, cancellationToken).Run(), cancellationToken);
    }
}
