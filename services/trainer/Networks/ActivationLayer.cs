using UserRep.Trainer.Onnx;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks;

internal sealed class ActivationLayer(Activation kind) : Layer
{
    // Klambauer et al. 2017; also the operator's defaults, written out so that the gradient can't disagree.
    private const float SeluAlpha = 1.6732632f;
    private const float SeluGamma = 1.0507010f;

    private string _input = "";
    private string _output = "";
    private string _gate = "";

    public override string Forward(GraphBuilder graph, string input)
    {
        _input = input;
        return _output = kind switch
        {
            Activation.Selu => graph.Op("Selu", [GraphBuilder.Attribute("alpha", SeluAlpha), GraphBuilder.Attribute("gamma", SeluGamma)], input),
            Activation.Relu => graph.Op("Relu", input),
            Activation.Tanh => graph.Op("Tanh", input),
            _ => graph.Op("Mul", input, _gate = NormalDistribution(graph, input)),
        };
    }

    public override string Backward(GraphBuilder graph, string gradient, bool needed) =>
        needed ? graph.Op("Mul", gradient, Slope(graph)) : "";

    private string Slope(GraphBuilder graph) => kind switch
    {
        // Below zero y = gamma alpha (e^x - 1), whose slope is y + gamma alpha: no exponential to compute again.
        Activation.Selu => graph.Op("Where", graph.Op("Greater", _output, graph.Scalar(0)), graph.Scalar(SeluGamma), graph.Op("Add", _output, graph.Scalar(SeluGamma * SeluAlpha))),
        Activation.Relu => graph.Op("Where", graph.Op("Greater", _output, graph.Scalar(0)), graph.Scalar(1), graph.Scalar(0)),
        Activation.Tanh => graph.Op("Sub", graph.Scalar(1), graph.Op("Mul", _output, _output)),
        _ => graph.Op("Add", _gate, graph.Op("Mul", _input, NormalDensity(graph, _input))),
    };

    /// <summary>The exact GELU's gate: (1 + erf(x / sqrt 2)) / 2.</summary>
    private static string NormalDistribution(GraphBuilder graph, string x)
    {
        var erf = graph.Op("Erf", graph.Op("Mul", x, graph.Scalar((float)Math.Sqrt(0.5))));
        return graph.Op("Mul", graph.Op("Add", erf, graph.Scalar(1)), graph.Scalar(0.5f));
    }

    private static string NormalDensity(GraphBuilder graph, string x)
    {
        var exponent = graph.Op("Mul", graph.Op("Mul", x, x), graph.Scalar(-0.5f));
        return graph.Op("Mul", graph.Op("Exp", exponent), graph.Scalar((float)(1 / Math.Sqrt(2 * Math.PI))));
    }
}
