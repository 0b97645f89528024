using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Bundles;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Training;

/// <summary>Cuts the encoder out of the trained graph, with its weights fixed, and proves that it is the same function.</summary>
internal static class EncoderExport
{
    /// <summary>The bound that a bundle promises for fp32 on CPU.</summary>
    public const double MaxError = 1e-5;

    /// <summary>In a model's metadata: a JSON array with a name for each value of its output.</summary>
    public const string TargetsProperty = "targets";

    public static ModelProto Encoder(AutoencoderGraph graph, WeightSet weights) => graph.Network.Export(weights, BundleFiles.Output);

    public static ModelProto Decoder(AutoencoderGraph graph, WeightSet weights) => graph.Network.ExportFrom(BundleFiles.Output, weights, BundleFiles.Reconstruction);

    /// <param name="keys">Names of the targets: a fit that starts from this one finds its own by them.</param>
    public static ModelProto Future(AutoencoderGraph graph, WeightSet weights, IReadOnlyList<string> keys)
    {
        var model = graph.Network.ExportFrom(BundleFiles.Output, weights, BundleFiles.Predicted);
        model.MetadataProps.Add(new StringStringEntryProto { Key = TargetsProperty, Value = JsonSerializer.Serialize(keys) });
        return model;
    }

    /// <summary>The largest difference from the trained network's embeddings; NaN if any value is no number.</summary>
    public static double Error(ModelProto encoder, RowSet rows, ReadOnlySpan<float> trained, int latent)
    {
        using var session = new InferenceSession(encoder.ToByteArray());
        using var options = new RunOptions();
        var worst = 0.0;
        for (var r = 0; r < rows.Count; r++)
        {
            // One row at a time: this also shows that a vector doesn't depend on its batch.
            using var input = OrtValue.CreateTensorValueFromMemory(rows.Features(r), [1, rows.Features(r).Length]);
            using var results = session.Run(options, [BundleFiles.Input], [input], [BundleFiles.Output]);
            var vector = results[0].GetTensorDataAsSpan<float>();
            for (var d = 0; d < latent; d++)
            {
                var error = Math.Abs((double)vector[d] - trained[r * latent + d]);
                if (double.IsNaN(error))
                    return error;
                worst = Math.Max(worst, error);
            }
        }
        return worst;
    }
}
