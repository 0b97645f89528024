using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Networks.Fitting;

public class NetworkFitTests
{
    private const int Inputs = 6;
    private const int Rows = 203;

    private static readonly FitSettings s_settings = new(BatchSize: 25, Epochs: 6, Patience: 6, LearningRate: 0.01, WeightDecay: 0.01, Threads: 2, Seed: 3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_KilledAndResumed_EndsAsIfNeverStopped()
    {
        var graph = Graph();
        using var whole = new WeightSet(graph.Parameters);
        var expected = Fit(graph, whole, s_settings, new FitState(whole), _ => { });

        using var first = new WeightSet(graph.Parameters);
        FitState? kept = null;
        Assert.Throws<InvalidOperationException>(() => Fit(graph, first, s_settings, new FitState(first), state =>
        {
            if (state.Epochs != 3)
                return;
            kept = Copy(state);
            throw new InvalidOperationException("killed");
        }));
        using var second = new WeightSet(graph.Parameters);
        var resumed = Fit(graph, second, s_settings, kept!, _ => { });

        Assert.Equal(whole.Values, second.Values);
        Assert.Equal(expected.Epochs.Select(e => e with { Seconds = 0 }), resumed.Epochs.Select(e => e with { Seconds = 0 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_AnyThreadCount_GivesTheSameWeights(int threads)
    {
        var graph = Graph();
        using var two = new WeightSet(graph.Parameters);
        Fit(graph, two, s_settings, new FitState(two), _ => { });
        using var other = new WeightSet(graph.Parameters);
        Fit(graph, other, s_settings with { Threads = threads }, new FitState(other), _ => { });
        Assert.Equal(two.Values, other.Values);
    }

    [Fact]
    public void Run_LossThatGetsWorse_StopsAndKeepsTheBestWeights()
    {
        var graph = Graph();
        using var weights = new WeightSet(graph.Parameters);
        // Held-out rows ask for the opposite of what is fitted: every epoch makes it worse.
        var states = new List<float[][]>();
        var result = new NetworkFit(graph, weights, s_settings with { Epochs = 50, Patience = 2 }, TimeProvider.System)
            .Run(new Slopes(Rows, 1), new Slopes(60, -1), new FitState(weights), _ => states.Add(weights.Copy()), Cancel);
        Assert.Equal(3, result.Epochs.Count);
        Assert.Equal(result.Epochs.Min(e => e.HeldOutLoss), result.HeldOutLoss);
        Assert.Equal(states[0], weights.Values);
    }

    [Fact]
    public void Run_FewerRowsThanABatch_StillLearns()
    {
        var graph = Graph();
        using var weights = new WeightSet(graph.Parameters);
        var result = new NetworkFit(graph, weights, s_settings with { Epochs = 300, Patience = 300 }, TimeProvider.System)
            .Run(new Slopes(1, 1), new Slopes(1, 1), new FitState(weights), _ => { }, Cancel);
        Assert.True(result.Epochs[^1].Loss < 0.5 * result.Epochs[0].Loss);
    }

    [Fact]
    public void Evaluation_DropoutNetwork_HasNoNoise()
    {
        var evaluation = Graph().Evaluation;
        Assert.DoesNotContain(evaluation.Graph.Input, i => i.Name == "mask");
        Assert.Contains(Graph().Model.Graph.Input, i => i.Name == "mask");
    }

    private static FitResult Fit(TrainingGraph graph, WeightSet weights, FitSettings settings, FitState state, Action<FitState> epochDone) =>
        new NetworkFit(graph, weights, settings, TimeProvider.System).Run(new Slopes(Rows, 1), new Slopes(60, 1), state, epochDone, Cancel);

    private static FitState Copy(FitState state) => new(new AdamState(Clone(state.Adam.First), Clone(state.Adam.Second)) { Steps = state.Adam.Steps })
    {
        Weights = Clone(state.Weights), Epochs = state.Epochs, BestEpoch = state.BestEpoch, BestLoss = state.BestLoss, Best = Clone(state.Best!), Log = [.. state.Log],
    };

    private static float[][] Clone(float[][] values) => [.. values.Select(v => (float[])v.Clone())];

    private static TrainingGraph Graph()
    {
        var random = new StableRandom(1);
        var tape = new Tape();
        var hidden = tape.Dropout(tape.Activate(tape.Dense(tape.Input("x", -1, Inputs), "hidden", 8, random), Activation.Selu), "mask", 0.2);
        var loss = tape.SquaredError(tape.Dense(hidden, "out", 1, random), tape.Input("y", -1, 1), tape.Constant("weight", [1], 1));
        return tape.Build(loss);
    }

    /// <summary>y is the sum of x, times a slope.</summary>
    private sealed class Slopes(int count, float slope) : IBatchSource
    {
        public int Count => count;

        public void Fill(BoundRun run, ReadOnlySpan<int> rows, int epoch, int step)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var random = new StableRandom(9, (ulong)rows[i]);
                run["y"][i] = 0;
                for (var f = 0; f < Inputs; f++)
                    run["y"][i] += slope * (run["x"][i * Inputs + f] = (float)random.Gaussian());
            }
        }
    }
}
