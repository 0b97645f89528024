using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>Fits the autoencoder.</summary>
internal sealed class AutoencoderFit(AutoencoderGraph graph, WeightSet weights, Corruption corruption, TrainingOptions options, TimeProvider time)
{
    // Streams of noise: one per (epoch, row), and one per held-out row.
    private const ulong FitStream = 1UL << 40;
    private const ulong HeldOutStream = 1UL << 60;

    /// <param name="state">Where to begin: <c>new FitState(weights)</c>, or what was kept of an earlier run.</param>
    /// <param name="epochDone">The place to write a checkpoint.</param>
    public FitResult Run(RowSet fit, RowSet heldOut, FitState state, Action<FitState> epochDone, CancellationToken cancellationToken)
    {
        var settings = new FitSettings(options.BatchSize, options.Epochs, options.Patience, options.LearningRate, options.WeightDecay, options.Threads, options.Seed);
        return new NetworkFit(graph.Network, weights, settings, time).Run(
            new AutoencoderBatches(graph, fit, corruption, options, FitStream, fresh: true),
            new AutoencoderBatches(graph, heldOut, corruption, options, HeldOutStream, fresh: false),
            state, epochDone, cancellationToken);
    }
}
