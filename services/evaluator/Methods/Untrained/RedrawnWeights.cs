using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Trainer;
using UserRep.Trainer.Onnx;

namespace UserRep.Evaluator.Methods.Untrained;

/// <summary>An encoder with the same layers that has learnt nothing.</summary>
internal static class RedrawnWeights
{
    /// <summary>
    /// Draws every float matrix of a dense layer anew, normal with variance 1 / fan-in (LeCun), and puts biases to 0 and
    /// normalisation scales to 1: what a network starts its training with.
    /// </summary>
    /// <returns>Null if no layer has a float matrix, e.g. in an int8 bundle.</returns>
    public static ModelProto? Of(ModelProto trained, int seed)
    {
        var model = trained.Clone();
        var constants = model.Graph.Initializer.Where(IsFloat).ToDictionary(i => i.Name);
        var random = new StableRandom((ulong)seed, stream: 1UL << 50);
        var drawn = 0;
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (!constants.TryGetValue(node.Input[i], out var constant))
                    continue;
                switch (node.OpType, constant.Dims.Count)
                {
                    case ("Gemm" or "MatMul", 2):
                        Draw(constant, FanIn(node, constant), random);
                        drawn++;
                        break;
                    case ("Gemm" or "Add", 1):
                    case ("LayerNormalization", 1) when i == 2:
                        Fill(constant, 0);
                        break;
                    case ("LayerNormalization", 1) when i == 1:
                        Fill(constant, 1);
                        break;
                }
            }
        }
        return drawn > 0 ? model : null;
    }

    /// <summary>Values outside raw_data (other exporters may do so) can't be replaced.</summary>
    private static bool IsFloat(TensorProto tensor) =>
        tensor.DataType == (int)TensorProto.Types.DataType.Float && tensor.RawData.Length == sizeof(float) * tensor.Dims.Aggregate(1L, (a, b) => a * b);

    private static long FanIn(NodeProto node, TensorProto weight) =>
        node.Attribute.Any(a => a.Name == "transB" && a.I != 0) ? weight.Dims[1] : weight.Dims[0];

    private static void Draw(TensorProto weight, long fanIn, StableRandom random)
    {
        var values = new float[weight.RawData.Length / sizeof(float)];
        var deviation = 1 / Math.Sqrt(Math.Max(1, fanIn));
        foreach (ref var value in values.AsSpan())
            value = (float)(random.Gaussian() * deviation);
        weight.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
    }

    private static void Fill(TensorProto tensor, float value)
    {
        var values = new float[tensor.RawData.Length / sizeof(float)];
        values.AsSpan().Fill(value);
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
    }
}
