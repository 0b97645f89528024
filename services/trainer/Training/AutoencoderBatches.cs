using UserRep.Features.Bundles;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>Rows as the autoencoder sees them: corrupted features in, clean ones and the future as targets.</summary>
/// <param name="stream">Noise of its own for each set of rows.</param>
/// <param name="fresh">Whether each epoch brings other noise. Held-out rows keep theirs, so that losses compare.</param>
internal sealed class AutoencoderBatches(AutoencoderGraph graph, RowSet rows, Corruption corruption, TrainingOptions options, ulong stream, bool fresh) : IBatchSource
{
    private readonly float[] _futureWeights = [.. (graph.Future?.Weights ?? []).Select(w => (float)(w * options.FutureWeight))];

    public int Count => rows.Count;

    public void Fill(BoundRun run, ReadOnlySpan<int> which, int epoch, int step)
    {
        var (inputs, targets) = (run[BundleFiles.Input], run[AutoencoderGraph.Target]);
        var noise = new StableRandom(0);
        var ofEpoch = fresh ? stream * (ulong)(epoch + 1) : stream;
        for (var i = 0; i < which.Length; i++)
        {
            var features = rows.Features(which[i]);
            features.CopyTo(targets.AsSpan(i * graph.Inputs));
            var input = inputs.AsSpan(i * graph.Inputs, graph.Inputs);
            features.CopyTo(input);
            noise.Restart((ulong)options.Seed, ofEpoch + (ulong)which[i]);
            corruption.Apply(input, noise);
        }
        if (graph.Future is not null)
            FillFuture(run[AutoencoderGraph.FutureTarget], run[AutoencoderGraph.FutureWeight], which);
    }

    private void FillFuture(Span<float> targets, Span<float> weights, ReadOnlySpan<int> which)
    {
        targets.Clear();
        weights.Clear();
        var width = _futureWeights.Length;
        for (var i = 0; i < which.Length; i++)
        {
            var future = rows.Future(which[i]);
            for (var t = 0; t < future.Length; t++)
            {
                if (!float.IsNaN(future[t]))
                    (targets[i * width + t], weights[i * width + t]) = (future[t], _futureWeights[t]);
            }
        }
    }
}
