using UserRep.Evaluator.Reports;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Cost;

/// <summary>N models that share a representation against N models with features of their own, on the same events.</summary>
public static class CostModel
{
    /// <param name="bundleFolder">The bundle whose representation is shared.</param>
    /// <param name="progress">Told what is being measured.</param>
    public static Task<CostOutcome> MeasureAsync(
        IEventSource source, string bundleFolder, CostOptions options, TimeProvider time, IProgress<string>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Measure(source, bundleFolder, options, time, progress, cancellationToken), cancellationToken);

    private static CostOutcome Measure(IEventSource source, string bundleFolder, CostOptions options, TimeProvider time, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var faults = CostOptionsValidator.Faults(options);
        using var encoder = BundleEncoder.TryOpen(bundleFolder, out var bundleFaults);
        if (encoder is null || faults.Count > 0)
            return new CostOutcome(null, [.. faults, .. bundleFaults]);
        progress?.Report($"reading {source.Name}");
        var log = EventLogReader.Read(source.Events(), DateTimeOffset.MaxValue, _ => { }, cancellationToken);
        if (log.Count == 0)
            return new CostOutcome(null, [$"{source.Name} has no event"]);

        var groups = ItemGroups.Of(log, source.ItemCategories);
        var curated = new WindowCounts(log, groups, encoder.Bundle.Schema.WindowsDays);
        var traffic = TrafficCounter.Of(log, options);
        var units = new UnitMeasurement(log, encoder, curated, options, progress, cancellationToken).Run();
        var bundle = encoder.Bundle;
        return new CostOutcome(
            new CostResult(
                bundle.Version.ToString(), bundle.Sha256, encoder.Dimension, source.Name, source.Simulated, log.Fingerprint, MachineDescription.Current(), time.GetUtcNow(),
                traffic, units, curated.Width, CostFormula.Of(traffic, units), options.Models, options.PaperUsers, CostAssumptions.Of(traffic, options, curated.Width, groups.Names.Count)),
            []);
    }
}
