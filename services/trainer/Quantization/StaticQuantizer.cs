using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Quantization;

/// <summary>
/// Rewrites an encoder's matrix products in the QDQ form (QuantizeLinear and DequantizeLinear around each Gemm), from which ONNX Runtime makes
/// integer kernels (QGemm). All scales are constants of the file: unlike dynamic quantisation, which scales by the batch, a row's result
/// is its own. Sums of integers have no rounding, so it is the same to the bit in any batch.
/// </summary>
internal static class StaticQuantizer
{
    // Not 127: on CPUs without VNNI, 8-bit products are summed in pairs into 16 bits, and 2 x 255 x 127 would saturate there.
    private const int MaxWeight = 64;

    // Half of 32 bits; the other half is left to the sum of products.
    private const float MaxBias = 1 << 30;

    // Outputs with smaller weights than this say nothing.
    private const float FinestWeight = 1e-8f;

    public static bool IsProduct(NodeProto node) => node.OpType == "Gemm";

    /// <param name="ranges">Of the input of every product, by name.</param>
    public static ModelProto Apply(ModelProto encoder, IReadOnlyDictionary<string, ActivationRange> ranges)
    {
        var model = encoder.Clone();
        var graph = model.Graph;
        var constants = graph.Initializer.ToDictionary(i => i.Name);
        graph.Node.Clear();
        foreach (var node in encoder.Graph.Node)
        {
            if (IsProduct(node))
                Product(graph, node, constants, ranges[node.Input[0]]);
            else
                graph.Node.Add(node.Clone());
        }
        // Weights that only products read are there in 8 bits now.
        var used = graph.Node.SelectMany(n => n.Input).ToHashSet();
        foreach (var unused in graph.Initializer.Where(i => !used.Contains(i.Name)).ToArray())
            graph.Initializer.Remove(unused);
        return model;
    }

    private static void Product(GraphProto graph, NodeProto node, Dictionary<string, TensorProto> constants, ActivationRange range)
    {
        var weight = constants[node.Input[1]];
        var (inputs, outputs) = ((int)weight.Dims[0], (int)weight.Dims[1]);
        // A bias is a constant; a skip connection adds a value of the batch, which stays fp32.
        var bias = constants.GetValueOrDefault(node.Input[2]);
        var stem = node.Output[0];
        var biases = bias is null ? [] : MemoryMarshal.Cast<byte, float>(bias.RawData.Span);
        var (weights, scales) = Columns(MemoryMarshal.Cast<byte, float>(weight.RawData.Span), biases, inputs, outputs, range.Scale);
        var product = bias is null ? stem + "_product" : stem;
        var whole = Node(node.OpType, product, Activation(graph, node.Input[0], stem + "_input", range));
        whole.Input.Add(Dequantized(graph, stem + "_weight", MemoryMarshal.AsBytes<sbyte>(weights), [inputs, outputs], TensorProto.Types.DataType.Int8, scales, axis: 1));
        if (bias is not null)
        {
            TensorPrimitives.Multiply(scales, range.Scale, scales);
            var integers = Integers(biases, scales);
            whole.Input.Add(Dequantized(graph, stem + "_bias", MemoryMarshal.AsBytes<int>(integers), [outputs], TensorProto.Types.DataType.Int32, scales, axis: 0));
        }
        graph.Node.Add(whole);
        if (bias is null)
            graph.Node.Add(Node("Add", stem, product, node.Input[2]));
    }

    private static string Activation(GraphProto graph, string value, string stem, ActivationRange range)
    {
        graph.Initializer.Add(GraphBuilder.Tensor(stem + "_scale", [range.Scale], []));
        graph.Initializer.Add(GraphBuilder.Tensor(stem + "_zero", [range.Zero], [], TensorProto.Types.DataType.Uint8));
        graph.Node.Add(Node("QuantizeLinear", stem + "_quantized", value, stem + "_scale", stem + "_zero"));
        graph.Node.Add(Node("DequantizeLinear", stem, stem + "_quantized", stem + "_scale", stem + "_zero"));
        return stem;
    }

    private static string Dequantized(GraphProto graph, string stem, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape, TensorProto.Types.DataType type, ReadOnlySpan<float> scales, int axis)
    {
        graph.Initializer.Add(GraphBuilder.Tensor(stem + "_quantized", values, shape, type));
        graph.Initializer.Add(GraphBuilder.Tensor(stem + "_scale", scales, [scales.Length]));
        graph.Initializer.Add(GraphBuilder.Tensor(stem + "_zero", new byte[scales.Length * (type == TensorProto.Types.DataType.Int8 ? sizeof(sbyte) : sizeof(int))], [scales.Length], type));
        var node = Node("DequantizeLinear", stem, stem + "_quantized", stem + "_scale", stem + "_zero");
        node.Attribute.Add(GraphBuilder.Attribute("axis", axis));
        graph.Node.Add(node);
        return stem;
    }

    /// <summary>A scale per output: one large weight doesn't cost the other outputs their resolution.</summary>
    private static (sbyte[] Values, float[] Scales) Columns(ReadOnlySpan<float> weight, ReadOnlySpan<float> biases, int inputs, int outputs, float inputScale)
    {
        var scales = new float[outputs];
        for (var i = 0; i < inputs; i++)
            TensorPrimitives.MaxMagnitude(scales, weight.Slice(i * outputs, outputs), scales);
        for (var o = 0; o < outputs; o++)
        {
            // The bias counts in steps of both scales together: they must not be so fine that it doesn't fit.
            var finest = Math.Max(FinestWeight, biases.IsEmpty ? 0 : Math.Abs(biases[o]) / (MaxBias * inputScale));
            scales[o] = Math.Max(Math.Abs(scales[o]) / MaxWeight, finest);
        }
        var values = new sbyte[weight.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (sbyte)Math.Clamp(MathF.Round(weight[i] / scales[i % outputs]), -MaxWeight, MaxWeight);
        return (values, scales);
    }

    private static int[] Integers(ReadOnlySpan<float> values, ReadOnlySpan<float> scales)
    {
        var integers = new int[values.Length];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = (int)Math.Round(values[i] / (double)scales[i]);
        return integers;
    }

    private static NodeProto Node(string type, string output, params IEnumerable<string> inputs)
    {
        var node = new NodeProto { OpType = type, Name = "node_" + output };
        node.Input.Add(inputs);
        node.Output.Add(output);
        return node;
    }
}
