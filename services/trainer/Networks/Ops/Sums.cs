using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks.Ops;

/// <summary>Reductions that several gradients need.</summary>
internal static class Sums
{
    /// <summary>[rows, width] to [width].</summary>
    public static string SumOfRows(this GraphBuilder graph, string value) =>
        graph.Op("ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], value, graph.Integers(0));

    /// <summary>[rows, width] to [rows, 1]. A product with ones, as ReduceSum adds up in an order that depends on where an input lies in memory.</summary>
    public static string SumAlongRow(this GraphBuilder graph, string value, int width) =>
        graph.Op("MatMul", value, graph.Constant(graph.NewName("ones"), [.. Enumerable.Repeat(1f, width)], width, 1));

    /// <summary>Any shape to a scalar.</summary>
    public static string SumOfAll(this GraphBuilder graph, string value) => graph.Op("ReduceSum", [GraphBuilder.Attribute("keepdims", 0)], value);
}
