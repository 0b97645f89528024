using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Onnx;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Networks.Ops;

internal static class ActivationOp
{
    // Klambauer et al. 2017; also the operator's defaults, written out so that the gradient can't disagree.
    private const float SeluAlpha = 1.6732632f;
    private const float SeluGamma = 1.0507010f;

    public static TapeValue Activate(this Tape tape, TapeValue input, Activation kind)
    {
        var graph = tape.Graph;
        var gate = kind == Activation.Gelu ? NormalDistribution(graph, input.Name) : "";
        var output = kind switch
        {
            Activation.Selu => graph.Op("Selu", [GraphBuilder.Attribute("alpha", SeluAlpha), GraphBuilder.Attribute("gamma", SeluGamma)], input.Name),
            Activation.Relu => graph.Op("Relu", input.Name),
            Activation.Tanh => graph.Op("Tanh", input.Name),
            _ => graph.Op("Mul", input.Name, gate),
        };
        return tape.Record(output, input.Shape, [input], gradient => Tape.Push(input, () => graph.Op("Mul", gradient, kind switch
        {
            // Below zero y = gamma alpha (e^x - 1), whose slope is y + gamma alpha: no exponential to compute again.
            Activation.Selu => graph.Op("Where", Positive(graph, output), graph.Scalar(SeluGamma), graph.Op("Add", output, graph.Scalar(SeluGamma * SeluAlpha))),
            Activation.Relu => graph.Op("Where", Positive(graph, output), graph.Scalar(1), graph.Scalar(0)),
            Activation.Tanh => graph.Op("Sub", graph.Scalar(1), graph.Op("Mul", output, output)),
            _ => graph.Op("Add", gate, graph.Op("Mul", input.Name, NormalDensity(graph, input.Name))),
        })));
    }

    private static string Positive(GraphBuilder graph, string value) => graph.Op("Greater", value, graph.Scalar(0));

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
