using UserRep.Trainer.Networks.Tapes;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>Each row to mean 0 and variance 1, then a trained scale and offset.</summary>
internal static class LayerNormOp
{
    private const float Epsilon = 1e-5f;

    /// <summary>Parameters are name.scale and name.offset.</summary>
    public static TapeValue LayerNorm(this Tape tape, TapeValue input, string name)
    {
        var graph = tape.Graph;
        var width = input.Width;
        var scale = tape.Parameter(new Parameter(name + ".scale", [width], [.. Enumerable.Repeat(1f, width)]));
        var offset = tape.Parameter(new Parameter(name + ".offset", [width], new float[width]));
        var (output, mean, inverseDeviation) = (graph.NewName("norm"), graph.NewName("mean"), graph.NewName("inverse_deviation"));
        graph.Node("LayerNormalization", [GraphBuilder.Attribute("axis", -1), GraphBuilder.Attribute("epsilon", Epsilon)], [output, mean, inverseDeviation], input.Name, scale.Name, offset.Name);
        return tape.Record(output, input.Shape, [input, scale, offset], gradient =>
        {
            var normal = graph.Op("Mul", graph.Op("Sub", input.Name, mean), inverseDeviation);
            Tape.Push(scale, () => graph.SumOfRows(graph.Op("Mul", gradient, normal)));
            Tape.Push(offset, () => graph.SumOfRows(gradient));
            Tape.Push(input, () =>
            {
                // dx = (g - mean(g) - n mean(g n)) / deviation with g = gradient x scale: what the row's own mean and variance take back.
                var g = graph.Op("Mul", gradient, scale.Name);
                var alongRow = MeanOfRow(graph, graph.Op("Mul", g, normal));
                var rest = graph.Op("Sub", graph.Op("Sub", g, MeanOfRow(graph, g)), graph.Op("Mul", normal, alongRow));
                return graph.Op("Mul", rest, inverseDeviation);
            });
        });
    }

    private static string MeanOfRow(GraphBuilder graph, string value) =>
        graph.Op("ReduceMean", [GraphBuilder.Attribute("axes", [-1]), GraphBuilder.Attribute("keepdims", 1)], value);
}
