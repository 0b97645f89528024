using Google.Protobuf;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Features.Items;
using UserRep.Features.Schema;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Networks;
using UserRep.Trainer.Quantization;

namespace UserRep.Trainer.Training;

/// <summary>From fitted weights to a bundle: centred, cut out, checked and, if asked, quantised.</summary>
/// <param name="names">Texts are what people call items; none: the bundle has no names.</param>
internal sealed class BundleExport(string root, EncoderVersion version, TrainingOptions options, IReadOnlyList<ItemRow> names)
{
    /// <summary>The largest difference between the trained network's vectors and those of the file.</summary>
    public double Error { get; private set; }

    /// <summary>Null unless the encoder was quantised.</summary>
    public QuantizationReport? Quantization { get; private set; }

    /// <param name="future">What the rows' futures are; needed to quantise.</param>
    /// <param name="futureKeys">Names of what the network predicts of them.</param>
    /// <returns>The bundle's folder, or a fault.</returns>
    public (string? Folder, string? Fault) Write(
        AutoencoderGraph graph, WeightSet weights, float[] lossWeights, FutureLayout? future, IReadOnlyList<string> futureKeys, RowSet fit, RowSet heldOut, FeatureSchema schema, string itemsFile, TrainingRecord record)
    {
        using var evaluator = new Evaluator(graph, weights, options);
        LatentNormalisation.Apply(graph, weights, evaluator.Embed(fit));
        var (encoder, decoder) = (EncoderExport.Encoder(graph, weights), EncoderExport.Decoder(graph, weights));
        Error = EncoderExport.Error(encoder, heldOut, evaluator.Embed(heldOut), options.Latent);
        if (!(Error <= EncoderExport.MaxError))
            return (null, $"the exported encoder differs by {Error} from the trained one, at most {EncoderExport.MaxError} is allowed");
        var quantized = options.Quantize == Quantize.Int8 ? QuantizedEncoder.Make(encoder, decoder, future!, fit, heldOut, lossWeights, options) : null;
        Quantization = quantized?.Report;
        if (quantized is not null)
        {
            File.WriteAllBytes(QuantizationReport.PathOf(root, version.ToString()), quantized.Report.ToJson());
            File.WriteAllBytes(QuantizationReport.Fp32PathOf(root, version.ToString()), encoder.ToByteArray());
        }
        var optional = new Dictionary<string, byte[]> { [BundleFiles.Decoder] = decoder.ToByteArray() };
        if (graph.Future is not null)
            optional[BundleFiles.Future] = EncoderExport.Future(graph, weights, futureKeys).ToByteArray();
        if (names.Count > 0)
            optional[BundleFiles.Names] = Names();
        return (BundleWriter.Write(
            root, version, schema, path => File.Copy(itemsFile, path), (quantized?.Model ?? encoder).ToByteArray(), options.Latent, "cosine",
            quantized?.Report.MaxAbsoluteError ?? EncoderExport.MaxError, record, precision: quantized is null ? BundlePrecision.Fp32 : BundlePrecision.Int8, optional: optional), null);
    }

    private byte[] Names()
    {
        using var buffer = new MemoryStream();
        ItemTableWriter.Write(buffer, [], names);
        return buffer.ToArray();
    }
}
