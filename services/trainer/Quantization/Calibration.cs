using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Bundles;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Quantization;

/// <summary>Runs an encoder over training rows to see what range each matrix product's input has.</summary>
internal static class Calibration
{
    // Enough for steady tails: each row gives as many values as a tensor is wide.
    private const int MaxRows = 2048;

    /// <returns>By the name of the tensor.</returns>
    public static Dictionary<string, ActivationRange> Ranges(ModelProto encoder, RowSet rows)
    {
        var names = encoder.Graph.Node.Where(StaticQuantizer.IsProduct).Select(n => n.Input[0]).Distinct().ToArray();
        var inner = names.Where(n => n != BundleFiles.Input).ToArray();
        var probe = encoder.Clone();
        var floats = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float };
        probe.Graph.Output.Add(inner.Select(n => new ValueInfoProto { Name = n, Type = new TypeProto { TensorType = floats } }));

        var shown = rows.Evenly(MaxRows);
        var features = rows.Flat(shown);
        using var session = new InferenceSession(probe.ToByteArray());
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(features, [shown.Length, rows.Features(0).Length]);
        using var values = session.Run(options, [BundleFiles.Input], [input], inner);
        var ranges = inner.Zip(values).ToDictionary(v => v.First, v => ActivationRange.Of(v.Second.GetTensorMutableDataAsSpan<float>()));
        if (names.Contains(BundleFiles.Input))
            ranges[BundleFiles.Input] = ActivationRange.Of(features);
        return ranges;
    }
}
