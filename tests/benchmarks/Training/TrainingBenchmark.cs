using System.Globalization;
using Google.Protobuf;
using UserRep.Features.Schema;
using UserRep.Trainer;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Training;

namespace UserRep.Benchmarks.Training;

/// <summary>
/// Samples a second that the autoencoder trains, against what its encoder's bare forward pass allows: a sample costs the
/// encoder and an equal decoder forward, and about twice that backward, so rows a second / 6 is the bound.
/// </summary>
internal static class TrainingBenchmark
{
    private const int Rounds = 7;
    private const int Callers = 2;
    private const int StepsPerEpoch = 40;
    private const double Goal = 0.6;

    private static readonly TrainingOptions s_options = new() { Hidden = [512, 256], Latent = 128, BatchSize = 512, Epochs = 2, Threads = Callers };

    public static void Run()
    {
        // 1000 features: 2 modalities x (3 windows + onboarding) of 120, an attribute of 17, 14 counts, 9 flags.
        var schema = new FeatureSchema([7, 30, 180], [new("collaborative", 120), new("content", 120)], new Dictionary<string, double>(), 1, 30, [new("country", [], Buckets: 17)], [], []);
        var layout = FeatureLayout.Of(schema);
        var fit = Rows(layout, StepsPerEpoch * s_options.BatchSize);
        var heldOut = Rows(layout, s_options.BatchSize);
        var graph = AutoencoderGraph.Build(LossWeightVector.Of(layout, new LossWeights(), new bool[layout.Width])!, s_options);
        using var weights = new WeightSet(graph.Network.Parameters);
        var corruption = new Corruption(layout, new float[layout.Width], [.. Enumerable.Repeat(1f, layout.Width)], s_options.BlockNoise, s_options.EntryNoise);
        using var forward = new BareForward(EncoderExport.Encoder(graph, weights).ToByteArray(), layout.Width, graph.Latent, Callers);

        Say($"autoencoder {layout.Width}-{string.Join('-', s_options.Hidden)}-{s_options.Latent} and back, batch {s_options.BatchSize}, {Callers} threads; forward: {Callers} callers, batch {BareForward.Rows}");
        Say($"round  forward rows/s  bound  samples/s  ratio  ratio by CPU time");
        var (ratios, cpuRatios) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            // Both right after one another, so that whoever shares the machine slows both.
            var (rows, samples) = (forward.Run(), Epoch());
            ratios.Add(6 * samples.PerSecond / rows.PerSecond);
            cpuRatios.Add(6 * samples.PerCpuSecond / rows.PerCpuSecond);
            Say($"{round,5}  {rows.PerSecond,14:N0}  {rows.PerSecond / 6,5:N0}  {samples.PerSecond,9:N0}  {ratios[^1],5:F3}  {cpuRatios[^1],17:F3}");
        }
        Say($"ratio {Median(ratios)}, by CPU time {Median(cpuRatios)}; goal {Goal}");

        Speed Epoch()
        {
            var cpu = TimeSpan.Zero;
            var used = 0.0;
            var fitted = new AutoencoderFit(graph, weights, corruption, s_options, TimeProvider.System).Run(fit, heldOut, new FitState(weights), _ =>
            {
                used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / Callers;
                cpu = Environment.CpuUsage.TotalTime;
            }, CancellationToken.None);
            // The second epoch: the first fills caches and pools.
            return new Speed(StepsPerEpoch * s_options.BatchSize, fitted.Epochs[^1].Seconds, used);
        }
    }

    private static string Median(List<double> values)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{values[values.Count / 2]:F3} [{values[0]:F3} - {values[^1]:F3}]");
    }

    private static RowSet Rows(FeatureLayout layout, int count)
    {
        var random = new StableRandom(5);
        var rows = new float[count][];
        for (var r = 0; r < count; r++)
        {
            rows[r] = new float[layout.Width];
            foreach (ref var value in rows[r].AsSpan())
                value = (float)random.Next() - 0.5f;
        }
        return new RowSet(rows, [.. rows.Select(_ => new bool[layout.Blocks.Count])]);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
