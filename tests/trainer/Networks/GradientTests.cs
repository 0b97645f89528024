using Microsoft.ML.OnnxRuntime;
using Google.Protobuf;
using UserRep.Features.Bundles;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Networks;

/// <summary>Every layer kind's gradients against central differences of the loss itself.</summary>
public class GradientTests
{
    private const int Inputs = 7;
    private const int Latent = 4;
    private const int Rows = 5;

    // Float32 losses near 1 carry about 1e-7; divided by 2 x this step that is well below the tolerance.
    private const float Step = 4e-3f;
    private const double Tolerance = 4e-3;

    [Theory]
    [InlineData("dense")]
    [InlineData("norm")]
    [InlineData("Selu")]
    [InlineData("Gelu")]
    [InlineData("Relu")]
    [InlineData("Tanh")]
    public void Layer_Gradients_MatchFiniteDifferences(string kind)
    {
        var random = new StableRandom(7);
        Layer? middle = kind switch
        {
            "dense" => null,
            "norm" => new LayerNormLayer("norm", Latent),
            _ => new ActivationLayer(Enum.Parse<Activation>(kind)),
        };
        var layers = new List<Layer> { new DenseLayer("first", Inputs, Latent, random, BundleFiles.Output), new DenseLayer("last", Latent, Inputs, random) };
        if (middle is not null)
            layers.Insert(1, middle);
        CheckAll(AutoencoderGraph.Build(layers, Inputs, Latent), random);
    }

    [Fact]
    public void WholeAutoencoder_Gradients_MatchFiniteDifferences()
    {
        var graph = AutoencoderGraph.Build(Inputs, new TrainingOptions { Hidden = [6, 5], Latent = 3, LayerNorm = true, Activation = Activation.Gelu });
        CheckAll(graph, new StableRandom(11));
    }

    private static void CheckAll(AutoencoderGraph graph, StableRandom random)
    {
        using var weights = new WeightSet(graph.Parameters);
        foreach (var tensor in weights.Tensors)
            Fill(tensor.Values, random, 0.5f, add: true);
        var lossWeights = Enumerable.Range(0, Inputs).Select(i => 0.05f + 0.03f * i).ToArray();
        using var session = new InferenceSession(graph.Model.ToByteArray());
        using var run = new BoundRun(session, graph, weights, lossWeights, Rows, gradients: true);
        Fill(run.Input, random, 1);
        Fill(run.Target, random, 1);
        run.Run();
        var analytic = run.Gradients.Select(g => g.Values.ToArray()).ToArray();
        for (var p = 0; p < graph.Parameters.Count; p++)
        {
            var values = weights.Tensors[p].Values;
            for (var i = 0; i < values.Length; i++)
            {
                var kept = values[i];
                var (above, below) = (LossAt(kept + Step), LossAt(kept - Step));
                values[i] = kept;
                Assert.Equal((above - below) / (2 * Step), analytic[p][i], Tolerance);

                double LossAt(float value)
                {
                    values[i] = value;
                    run.Run();
                    return (double)run.Loss / Rows;
                }
            }
        }
        Assert.Contains(analytic, g => g.Any(v => Math.Abs(v) > 10 * Tolerance));
    }

    private static void Fill(Span<float> values, StableRandom random, float scale, bool add = false)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (add ? values[i] : 0) + scale * (float)random.Gaussian();
    }
}
