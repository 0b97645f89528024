using UserRep.Features.Bundles;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>Runs the trained encoder forward, over any number of rows.</summary>
internal sealed class Evaluator(AutoencoderGraph graph, WeightSet weights, TrainingOptions options) : IDisposable
{
    private readonly ForwardPass _pass = new(graph.Network.Inference(BundleFiles.Output), weights, options.BatchSize, options.Threads);

    /// <summary>Embeddings of the clean rows, one after another.</summary>
    public float[] Embed(RowSet rows)
    {
        var embeddings = new float[rows.Count * graph.Latent];
        _pass.Run(rows.Count, Fill, (first, run) => run[BundleFiles.Output].CopyTo(embeddings.AsSpan(first * graph.Latent)));
        return embeddings;

        void Fill(BoundRun run, ReadOnlySpan<int> which)
        {
            for (var i = 0; i < which.Length; i++)
                rows.Features(which[i]).CopyTo(run[BundleFiles.Input].AsSpan(i * graph.Inputs));
        }
    }

    public void Dispose() => _pass.Dispose();
}
