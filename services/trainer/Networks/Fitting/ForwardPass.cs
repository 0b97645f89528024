using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Fitting;

/// <summary>Runs a network forward over any number of rows, in two lanes of batches.</summary>
internal sealed class ForwardPass(ModelProto model, WeightSet weights, int batchSize, int threads) : IDisposable
{
    private readonly InferenceSession _session = Sessions.Open(model, Lanes.ThreadsOf(threads));
    // Full batches and the last, shorter one: two sets of buffers at most per lane and row set.
    private readonly Dictionary<int, BoundRun>[] _runs = [.. Enumerable.Range(0, Lanes.Count).Select(_ => new Dictionary<int, BoundRun>())];

    public delegate void Filler(BoundRun run, ReadOnlySpan<int> rows);

    /// <param name="fill">May be called from several threads at once, each with a run of its own; so may <paramref name="read"/>.</param>
    /// <param name="read">Given the first row's number.</param>
    public void Run(int count, Filler fill, Action<int, BoundRun> read)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        Parallel.For(0, Lanes.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, lane =>
        {
            for (var first = lane * batchSize; first < count; first += Lanes.Count * batchSize)
            {
                var rows = Math.Min(batchSize, count - first);
                if (!_runs[lane].TryGetValue(rows, out var run))
                    _runs[lane][rows] = run = new BoundRun(_session, model, weights, rows);
                fill(run, numbers.AsSpan(first, rows));
                run.Run();
                read(first, run);
            }
        });
    }

    public void Dispose()
    {
        foreach (var run in _runs.SelectMany(r => r.Values))
            run.Dispose();
        _session.Dispose();
    }
}
