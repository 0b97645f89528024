using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks;

/// <summary>y = xW + b.</summary>
internal sealed class DenseLayer : Layer
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly string? _outputName;
    private string _input = "";

    /// <param name="outputName">A name for the output where others refer to it.</param>
    public DenseLayer(string name, int inputs, int outputs, StableRandom random, string? outputName = null)
    {
        // LeCun's scale, 1 / sqrt(inputs): what SELU needs to keep its variance, and safe for the others.
        var weights = new float[inputs * outputs];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.Gaussian() / Math.Sqrt(inputs));
        _weight = new Parameter(name + ".weight", [inputs, outputs], weights);
        _bias = new Parameter(name + ".bias", [outputs], new float[outputs]);
        _outputName = outputName;
    }

    public override IReadOnlyList<Parameter> Parameters => [_weight, _bias];

    public override string Forward(GraphBuilder graph, string input)
    {
        _input = input;
        return graph.Named(_outputName ?? graph.NewName("dense"), "Gemm", [], input, _weight.Name, _bias.Name);
    }

    public override string Backward(GraphBuilder graph, string gradient, bool needed)
    {
        graph.Named(_weight.Gradient, "Gemm", [GraphBuilder.Attribute("transA", 1)], _input, gradient);
        graph.Named(_bias.Gradient, "ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], gradient, graph.Axes(0));
        return needed ? graph.Op("Gemm", [GraphBuilder.Attribute("transB", 1)], gradient, _weight.Name) : "";
    }
}
