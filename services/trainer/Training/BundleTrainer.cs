using UserRep.Contracts.Versions;
using UserRep.Trainer.Events;
using UserRep.Trainer.WarmStart;

namespace UserRep.Trainer.Training;

/// <summary>From events to a bundle: item vectors, features, denoising autoencoder, export.</summary>
public static class BundleTrainer
{
    /// <summary>As below, without a parent; a checkpoint that fits is used.</summary>
    public static Task<TrainingResult> TrainAsync(
        IEventSource source, TrainingOptions options, string bundleRoot, EncoderVersion version, DateTimeOffset cutOff,
        TimeProvider time, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        TrainAsync(source, options, new TrainingRequest(bundleRoot, version, cutOff), time, progress, cancellationToken);

    /// <param name="progress">Called on a thread of the training run.</param>
    public static Task<TrainingResult> TrainAsync(
        IEventSource source, TrainingOptions options, TrainingRequest request, TimeProvider time, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var faults = TrainingOptionsValidator.Faults(options).ToList();
        if (request.Version.Number < 1)
            faults.Add($"version number {request.Version.Number} must be 1 or more");
        if (!Enum.IsDefined(request.Resume))
            faults.Add($"resume {request.Resume} is not one of {string.Join(", ", Enum.GetNames<Resume>())}");
        if (Directory.Exists(Path.Combine(request.BundleRoot, request.Version.ToString())))
            faults.Add($"{request.Version} is in {request.BundleRoot} already; a version is never changed");
        return faults.Count > 0 ? Task.FromResult(TrainingResult.Failed(faults)) : Task.Run(Run, cancellationToken);

        TrainingResult Run()
        {
            IReadOnlyList<string> wrong = [];
            using var parent = request.Parent is null ? null : ParentBundle.TryOpen(request.Parent, out wrong);
            return wrong.Count > 0
                ? TrainingResult.Failed(wrong)
                : new TrainingRun(source, options, request, parent, time, new ProgressReporter(progress, time), cancellationToken).Run();
        }
    }
}
