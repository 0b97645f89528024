using UserRep.Features.Bundles;
using UserRep.Trainer.Onnx;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks;

/// <summary>
/// The denoising autoencoder as one ONNX graph: forward pass, loss and every gradient. Weights are inputs, so that one
/// session trains without being rebuilt; evaluation and export are cut out of this graph.
/// </summary>
internal sealed class AutoencoderGraph
{
    public const string Target = "target";
    public const string LossWeight = "loss_weight";
    public const string GradientScale = "gradient_scale";
    public const string Loss = "loss";

    private AutoencoderGraph(ModelProto model, IReadOnlyList<Parameter> parameters, int inputs, int latent)
    {
        (Model, Parameters, Inputs, Latent) = (model, parameters, inputs, latent);
        Evaluation = GraphCut.To(model, [BundleFiles.Output, Loss], new Dictionary<string, TensorProto>());
    }

    public ModelProto Model { get; }

    /// <summary>Embedding and loss only.</summary>
    public ModelProto Evaluation { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public int Inputs { get; }

    public int Latent { get; }

    /// <summary>The encoder's last layer and the decoder's first: the two that meet in the embedding.</summary>
    public const string EncoderOutputLayer = "encoder.out";

    public const string DecoderInputLayer = "decoder.0";

    public static AutoencoderGraph Build(int inputs, TrainingOptions options)
    {
        var random = new StableRandom((ulong)options.Seed, stream: 2);
        var encoder = new List<Layer>();
        var width = inputs;
        for (var h = 0; h < options.Hidden.Count; h++)
            Hidden(encoder, $"encoder.{h}", options.Hidden[h]);
        encoder.Add(new DenseLayer(EncoderOutputLayer, width, options.Latent, random, BundleFiles.Output));
        width = options.Latent;
        var decoder = new List<Layer>();
        for (var h = 0; h < options.Hidden.Count; h++)
            Hidden(decoder, $"decoder.{h}", options.Hidden[^(h + 1)]);
        decoder.Add(new DenseLayer(options.Hidden.Count == 0 ? DecoderInputLayer : "decoder.out", width, inputs, random));
        return Build([.. encoder, .. decoder], inputs, options.Latent);

        void Hidden(List<Layer> layers, string name, int outputs)
        {
            layers.Add(new DenseLayer(name, width, outputs, random));
            if (options.LayerNorm)
                layers.Add(new LayerNormLayer(name + ".norm", outputs));
            layers.Add(new ActivationLayer(options.Activation));
            width = outputs;
        }
    }

    /// <summary>Any chain of layers from inputs back to as many outputs, one of which is named as the embedding.</summary>
    internal static AutoencoderGraph Build(IReadOnlyList<Layer> layers, int inputs, int latent)
    {
        var graph = new GraphBuilder();
        var value = graph.Input(BundleFiles.Input, -1, inputs);
        graph.Input(Target, -1, inputs);
        graph.Input(LossWeight, inputs);
        graph.Input(GradientScale, 1);
        var parameters = layers.SelectMany(l => l.Parameters).ToArray();
        foreach (var parameter in parameters)
            graph.Input(parameter.Name, parameter.Shape);

        foreach (var layer in layers)
            value = layer.Forward(graph, value);
        // Loss = sum over the batch of sum_f weight_f (x_f - target_f)^2; the caller divides by the rows, in the gradient by way of its scale (2 / rows).
        var difference = graph.Op("Sub", value, Target);
        var weighted = graph.Op("Mul", difference, LossWeight);
        graph.Named(Loss, "ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], graph.Op("Mul", weighted, difference));
        var gradient = graph.Op("Mul", weighted, GradientScale);
        for (var l = layers.Count - 1; l >= 0; l--)
            gradient = layers[l].Backward(graph, gradient, needed: l > 0);

        graph.Output(BundleFiles.Output, -1, latent);
        graph.Output(Loss);
        foreach (var parameter in parameters)
            graph.Output(parameter.Gradient, parameter.Shape);
        return new AutoencoderGraph(graph.Build(), parameters, inputs, latent);
    }
}
