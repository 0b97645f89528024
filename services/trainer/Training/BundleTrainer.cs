using UserRep.Contracts.Versions;
using UserRep.Trainer.Events;

namespace UserRep.Trainer.Training;

/// <summary>From events to a bundle: item vectors, features, denoising autoencoder, export.</summary>
public static class BundleTrainer
{
    /// <param name="bundleRoot">Folder of bundles; the new one is <c>{bundleRoot}/representation@vN</c>.</param>
    /// <param name="cutOff">No event at or after this instant is used.</param>
    public static Task<TrainingResult> TrainAsync(
        IEventSource source, TrainingOptions options, string bundleRoot, EncoderVersion version, DateTimeOffset cutOff,
        TimeProvider time, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
