using System.Numerics.Tensors;
using Google.Protobuf;
using UserRep.Trainer.FeatureRows;
using UserRep.Trainer.Onnx;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Quantization;

/// <summary>An int8 encoder and what was measured of it.</summary>
internal sealed record QuantizedEncoder(ModelProto Model, QuantizationReport Report)
{
    private const int BatchRows = 256;

    /// <param name="future">What the rows' futures are.</param>
    /// <param name="lossWeights">Per feature.</param>
    public static QuantizedEncoder Make(ModelProto encoder, ModelProto decoder, FutureLayout future, RowSet fit, RowSet heldOut, float[] lossWeights, TrainingOptions options)
    {
        var ranges = Calibration.Ranges(encoder, fit);
        var model = StaticQuantizer.Apply(encoder, ranges);
        var width = lossWeights.Length;
        var rows = heldOut.Flat(heldOut.Evenly(heldOut.Count));

        using var exact = new RowRunner(encoder);
        using var quantized = new RowRunner(model);
        using var decode = new RowRunner(decoder);
        var reference = exact.Run(rows, width, BatchRows);
        var vectors = quantized.Run(rows, width, BatchRows);
        var alone = quantized.Run(rows, width, batch: 1);
        var latent = reference.Length / heldOut.Count;
        var cosines = Enumerable.Range(0, heldOut.Count).Select(r => Cosine(reference.AsSpan(r * latent, latent), vectors.AsSpan(r * latent, latent))).Order().ToArray();
        var difference = vectors.Zip(alone, (a, b) => Math.Abs((double)a - b)).Max();
        var learnt = fit.Evenly(DownstreamHeads.MaxRows);
        using var heads = DownstreamHeads.TryFit(future, fit, learnt, exact.Run(fit.Flat(learnt), width, BatchRows), heldOut, options, out var faults);
        return new QuantizedEncoder(model, new QuantizationReport(
            heldOut.Count, cosines.Average(), cosines[0], cosines[cosines.Length / 100],
            Loss(decode.Run(reference, latent, BatchRows), rows, lossWeights), Loss(decode.Run(vectors, latent, BatchRows), rows, lossWeights),
            difference, Math.Max(difference, Math.Max(EncoderExport.MaxError, OneStep(encoder, ranges))), encoder.CalculateSize(), model.CalculateSize(),
            heads?.Compare(reference, vectors), faults));
    }

    /// <summary>Two vectors of no length are alike; one alone is unlike.</summary>
    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (lengthA, lengthB) = (TensorPrimitives.Norm(a), TensorPrimitives.Norm(b));
        return lengthA > 0 && lengthB > 0 ? TensorPrimitives.Dot(a, b) / ((double)lengthA * lengthB) : lengthA == lengthB ? 1 : 0;
    }

    /// <summary>Mean over the rows.</summary>
    private static double Loss(float[] reconstructed, float[] rows, float[] lossWeights)
    {
        var difference = new float[lossWeights.Length];
        var sum = 0.0;
        for (var at = 0; at < rows.Length; at += difference.Length)
        {
            TensorPrimitives.Subtract(reconstructed.AsSpan(at, difference.Length), rows.AsSpan(at, difference.Length), difference);
            TensorPrimitives.Multiply(difference, difference, difference);
            sum += TensorPrimitives.Dot<float>(difference, lossWeights);
        }
        return sum / (rows.Length / difference.Length);
    }

    /// <summary>What one step of an input of the last layer changes at most in the embedding: an activation may lie so near the middle between two steps that another CPU's rounding takes the other.</summary>
    private static double OneStep(ModelProto encoder, IReadOnlyDictionary<string, ActivationRange> ranges) => encoder.Graph.Node
        .Where(n => StaticQuantizer.IsProduct(n) && encoder.Graph.Initializer.FirstOrDefault(i => i.Name == n.Input[1]) is { } weight && weight.Dims[1] == encoder.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue)
        .Select(n => (double)ranges[n.Input[0]].Scale * Largest(encoder.Graph.Initializer.First(i => i.Name == n.Input[1])))
        .Max();

    private static double Largest(TensorProto weight) =>
        Math.Abs(TensorPrimitives.MaxMagnitude(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(weight.RawData.Span)));
}
