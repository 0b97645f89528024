using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;

namespace UserRep.Trainer.Training;

/// <summary>Runs the trained graph forward, over any number of rows.</summary>
internal sealed class Evaluator(AutoencoderGraph graph, WeightSet weights, float[] lossWeights, TrainingOptions options) : IDisposable
{
    public delegate void Filler(BoundRun run, ReadOnlySpan<int> rows);

    private readonly InferenceSession _session = Sessions.Open(graph.Evaluation, options.Threads);
    private readonly Dictionary<int, BoundRun> _runs = [];

    /// <summary>Mean loss of a row.</summary>
    public double Loss(RowSet rows, Filler fill)
    {
        var sum = 0.0;
        Each(rows, fill, (_, run) => sum += run.Loss);
        return sum / rows.Count;
    }

    /// <summary>Embeddings of the clean rows, one after another.</summary>
    public float[] Embed(RowSet rows)
    {
        var embeddings = new float[rows.Count * graph.Latent];
        Each(rows, FillClean, (first, run) => run.Embedding.CopyTo(embeddings.AsSpan(first * graph.Latent)));
        return embeddings;

        void FillClean(BoundRun run, ReadOnlySpan<int> which)
        {
            for (var i = 0; i < which.Length; i++)
                rows.Features(which[i]).CopyTo(run.Input[(i * graph.Inputs)..]);
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs.Values)
            run.Dispose();
        _session.Dispose();
    }

    private void Each(RowSet rows, Filler fill, Action<int, BoundRun> read)
    {
        var numbers = Enumerable.Range(0, rows.Count).ToArray();
        for (var first = 0; first < rows.Count; first += options.BatchSize)
        {
            var count = Math.Min(options.BatchSize, rows.Count - first);
            // Full batches and the last, shorter one: two sets of buffers at most per row set.
            if (!_runs.TryGetValue(count, out var run))
                _runs[count] = run = new BoundRun(_session, graph, weights, lossWeights, count, gradients: false);
            fill(run, numbers.AsSpan(first, count));
            run.Run();
            read(first, run);
        }
    }
}
