using UserRep.Features.Schema;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Networks;

/// <summary>The autoencoder's second objective and its skip connection.</summary>
public class AutoencoderTests
{
    private const int Rows = 600;

    private static readonly FeatureLayout s_layout = FeatureLayout.Of(new FeatureSchema([7], [new("m", 8)], new Dictionary<string, double>(), 1, 30, [], [], []));
    private static readonly float[] s_lossWeights = [.. Enumerable.Repeat(1f / s_layout.Width, s_layout.Width)];
    private static readonly TrainingOptions s_options = new() { Hidden = [16], Latent = 4, Epochs = 12, BatchSize = 50, LearningRate = 0.01, Threads = 2, BlockNoise = 0, EntryNoise = 0 };

    /// <summary>The future's targets: a feature's square, and the sign of another.</summary>
    private static readonly FutureTargets s_future = new([0.5f, 0.5f], BinaryStart: 1, BinaryCount: 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Future_PredictedFromTheEmbedding_IsFoundInIt()
    {
        // Pulled at hard enough, four values must hold what the targets need, though reconstruction alone would drop it.
        var options = s_options with { FutureHidden = 8, FutureWeight = 20, Epochs = 30 };
        var (plain, _) = Fit(options, null, Data(seed: 1, _ => true));
        var (foretold, _) = Fit(options, s_future, Data(seed: 1, _ => true));
        Assert.True(Separation(foretold) > 2 * Separation(plain), $"{Separation(plain)} without, {Separation(foretold)} with the future");
    }

    [Fact]
    public void Future_UnknownRowsAndTargets_HaveNoSay()
    {
        var known = Fit(s_options, s_future, Data(seed: 1, row => row % 3 == 0)).Loss;
        var other = Fit(s_options, s_future, Data(seed: 1, row => row % 3 == 0, asNaN: false)).Loss;
        Assert.Equal(known, other);
        var reconstruction = Fit(s_options with { FutureWeight = 0 }, s_future, Data(seed: 1, _ => true)).Loss;
        var nothing = Fit(s_options, s_future, Data(seed: 1, _ => false)).Loss;
        Assert.Equal(reconstruction, nothing, 1e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Centre_WithSkipAndFuture_LeavesTheLossAndExportsTheSame(bool skip)
    {
        var options = s_options with { Skip = skip, Epochs = 2 };
        var rows = Data(seed: 1, _ => true);
        var graph = AutoencoderGraph.Build(s_lossWeights, options, s_future);
        using var weights = new WeightSet(graph.Network.Parameters);
        Run(graph, weights, options, rows);
        using var evaluator = new Evaluator(graph, weights, options);
        var before = Loss(graph, weights, options, rows);
        LatentNormalisation.Apply(graph, weights, evaluator.Embed(rows));
        Assert.Equal(before, Loss(graph, weights, options, rows), 1e-4);
        var centred = evaluator.Embed(rows);
        for (var d = 0; d < graph.Latent; d++)
            Assert.Equal(0, Enumerable.Range(0, Rows).Average(r => centred[r * graph.Latent + d]), 1e-4);
        Assert.InRange(EncoderExport.Error(EncoderExport.Encoder(graph, weights), rows, centred, graph.Latent), 0, EncoderExport.MaxError);
        Assert.Equal(skip, graph.Network.Parameters.Any(p => p.Name == "encoder.skip.weight"));
    }

    private static (float[] Embeddings, double Loss) Fit(TrainingOptions options, FutureTargets? future, RowSet rows)
    {
        var graph = AutoencoderGraph.Build(s_lossWeights, options, future);
        using var weights = new WeightSet(graph.Network.Parameters);
        var loss = Run(graph, weights, options, rows).HeldOutLoss;
        using var evaluator = new Evaluator(graph, weights, options);
        return (evaluator.Embed(rows), loss);
    }

    private static FitResult Run(AutoencoderGraph graph, WeightSet weights, TrainingOptions options, RowSet rows) =>
        new AutoencoderFit(graph, weights, NoCorruption(), options, TimeProvider.System).Run(rows, rows, new FitState(weights), _ => { }, Cancel);

    private static double Loss(AutoencoderGraph graph, WeightSet weights, TrainingOptions options, RowSet rows)
    {
        using var pass = new ForwardPass(graph.Network.Evaluation, weights, Rows, threads: 1);
        var batches = new AutoencoderBatches(graph, rows, NoCorruption(), options, stream: 1, fresh: false);
        var loss = 0.0;
        pass.Run(Rows, (run, which) => batches.Fill(run, which, 0, 0), (_, run) => loss = run["loss"][0]);
        return loss / Rows;
    }

    private static Corruption NoCorruption() => new(s_layout, new float[s_layout.Width], [.. Enumerable.Repeat(1f, s_layout.Width)], 0, 0);

    /// <summary>How far apart the two signs' mean embeddings are, in deviations, along the coordinate that parts them best.</summary>
    private static double Separation(float[] embeddings)
    {
        var rows = Data(seed: 1, _ => true);
        return Enumerable.Range(0, s_options.Latent).Max(d =>
        {
            var groups = Enumerable.Range(0, Rows).ToLookup(r => rows.Future(r)[1] > 0, r => (double)embeddings[r * s_options.Latent + d]);
            var (low, high) = (groups[false].Average(), groups[true].Average());
            var variance = groups[false].Average(v => (v - low) * (v - low)) + groups[true].Average(v => (v - high) * (v - high));
            return Math.Abs(high - low) / Math.Sqrt(variance / 2);
        });
    }

    /// <summary>Features with one of little variance, on whose sign the future depends.</summary>
    private static RowSet Data(ulong seed, Func<int, bool> known, bool asNaN = true)
    {
        var random = new StableRandom(seed);
        var (features, future) = (new float[Rows][], new float[]?[Rows]);
        for (var r = 0; r < Rows; r++)
        {
            features[r] = [.. Enumerable.Range(0, s_layout.Width).Select(f => (float)random.Gaussian() * (f == 0 ? 0.3f : 1))];
            float[] targets = [features[r][1] * features[r][1], features[r][0] > 0 ? 1 : 0];
            future[r] = known(r) ? targets : asNaN ? [float.NaN, float.NaN] : null;
        }
        return new RowSet(features, [.. features.Select(_ => new bool[s_layout.Blocks.Count])], future);
    }
}
