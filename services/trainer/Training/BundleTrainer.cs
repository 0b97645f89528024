using UserRep.Contracts.Versions;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Training;

/// <summary>From events to a bundle: item vectors, features, denoising autoencoder, export.</summary>
public static class BundleTrainer
{
    /// <param name="bundleRoot">Folder of bundles; the new one is <c>{bundleRoot}/representation@vN</c>, its training log <c>representation@vN.training.csv</c> beside it.</param>
    /// <param name="cutOff">No event at or after this instant is used.</param>
    /// <param name="progress">Called on a thread of the training run.</param>
    public static Task<TrainingResult> TrainAsync(
        IEventSource source, TrainingOptions options, string bundleRoot, EncoderVersion version, DateTimeOffset cutOff,
        TimeProvider time, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var faults = TrainingOptionsValidator.Faults(options).ToList();
        if (version.Number < 1)
            faults.Add($"version number {version.Number} must be 1 or more");
        if (Directory.Exists(Path.Combine(bundleRoot, version.ToString())))
            faults.Add($"{version} is in {bundleRoot} already; a version is never changed");
        if (faults.Count > 0)
            return Task.FromResult(TrainingResult.Failed(faults));
        var run = new TrainingRun(source, options, bundleRoot, version, cutOff, time, new ProgressReporter(progress, time), cancellationToken);
        return Task.Run(run.Run, cancellationToken);
    }
}
