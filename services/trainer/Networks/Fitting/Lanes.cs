using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Networks.Tapes;

namespace UserRep.Trainer.Networks.Fitting;

/// <summary>
/// One step in two halves side by side, which keeps two cores busier than one run with two threads does. The halves are the
/// same whatever the thread count, so that it has no say in the result.
/// </summary>
internal sealed class Lanes : IDisposable
{
    public const int Count = 2;

    // A stream of noise per (step, lane), apart from every stream of rows.
    private const ulong NoiseStream = 1UL << 62;

    private readonly InferenceSession _session;
    private readonly TrainingGraph _graph;
    private readonly StableRandom[] _noise;
    private readonly ParallelOptions _parallel;
    private readonly ulong _seed;

    /// <param name="rows">Of a step, at least 1.</param>
    public Lanes(TrainingGraph graph, WeightSet weights, int rows, FitSettings settings, CancellationToken cancellationToken)
    {
        (_graph, Rows, _seed) = (graph, rows, (ulong)settings.Seed);
        _session = Sessions.Open(graph.Model, ThreadsOf(settings.Threads));
        int[] shares = rows < Count ? [rows] : [rows - rows / Count, rows / Count];
        Runs = [.. shares.Select(share => new BoundRun(_session, graph.Model, weights, share))];
        foreach (var run in Runs)
            run[Tape.GradientScale][0] = 1f / rows;
        _noise = [.. shares.Select(_ => new StableRandom(0))];
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellationToken };
    }

    public int Rows { get; }

    public IReadOnlyList<BoundRun> Runs { get; }

    /// <summary>Threads of one lane.</summary>
    public static int ThreadsOf(int threads) => Math.Max(1, threads / Count);

    /// <returns>The batch's mean loss; gradients are in the lanes.</returns>
    public double Step(IBatchSource source, ReadOnlyMemory<int> rows, int epoch, int step)
    {
        Parallel.For(0, Runs.Count, _parallel, lane =>
        {
            source.Fill(Runs[lane], rows.Span.Slice(lane * Runs[0].Rows, Runs[lane].Rows), epoch, step);
            _noise[lane].Restart(_seed, NoiseStream + (ulong)step * Count + (ulong)lane);
            foreach (var random in _graph.Randoms)
                random.Fill(Runs[lane][random.Name], _noise[lane]);
            Runs[lane].Run();
        });
        return Runs.Sum(r => (double)r[Tape.Loss][0]) / Rows;
    }

    public void Dispose()
    {
        foreach (var run in Runs)
            run.Dispose();
        _session.Dispose();
    }
}
