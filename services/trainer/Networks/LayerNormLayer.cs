using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks;

/// <summary>Each row to mean 0 and variance 1, then a trained scale and offset.</summary>
internal sealed class LayerNormLayer(string name, int width) : Layer
{
    private const float Epsilon = 1e-5f;

    private readonly Parameter _scale = new(name + ".scale", [width], [.. Enumerable.Repeat(1f, width)]);
    private readonly Parameter _offset = new(name + ".offset", [width], new float[width]);
    private string _input = "";
    private string _mean = "";
    private string _inverseDeviation = "";

    public override IReadOnlyList<Parameter> Parameters => [_scale, _offset];

    public override string Forward(GraphBuilder graph, string input)
    {
        _input = input;
        var output = graph.NewName("norm");
        (_mean, _inverseDeviation) = (graph.NewName("mean"), graph.NewName("inverse_deviation"));
        graph.Node("LayerNormalization", [GraphBuilder.Attribute("axis", -1), GraphBuilder.Attribute("epsilon", Epsilon)], [output, _mean, _inverseDeviation], input, _scale.Name, _offset.Name);
        return output;
    }

    public override string Backward(GraphBuilder graph, string gradient, bool needed)
    {
        var normal = graph.Op("Mul", graph.Op("Sub", _input, _mean), _inverseDeviation);
        var rows = graph.Axes(0);
        graph.Named(_scale.Gradient, "ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], graph.Op("Mul", gradient, normal), rows);
        graph.Named(_offset.Gradient, "ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], gradient, rows);
        if (!needed)
            return "";
        // dx = (g - mean(g) - n mean(g n)) / deviation with g = gradient x scale: what the row's own mean and variance take back.
        var g = graph.Op("Mul", gradient, _scale.Name);
        var alongRow = MeanOfRow(graph, graph.Op("Mul", g, normal));
        var rest = graph.Op("Sub", graph.Op("Sub", g, MeanOfRow(graph, g)), graph.Op("Mul", normal, alongRow));
        return graph.Op("Mul", rest, _inverseDeviation);
    }

    private static string MeanOfRow(GraphBuilder graph, string value)
    {
        var mean = new AttributeProto { Name = "axes", Type = AttributeProto.Types.AttributeType.Ints };
        mean.Ints.Add(-1);
        return graph.Op("ReduceMean", [mean, GraphBuilder.Attribute("keepdims", 1)], value);
    }
}
