using Microsoft.ML.OnnxRuntime;
using UserRep.Contracts.Wire;
using UserRep.Features.Bundles;
using UserRep.Trainer.Networks.Fitting;

namespace UserRep.Trainer.Training;

/// <summary>Computes vectors offline from a bundle, with the arithmetic that the encoder service serves. Safe for several callers.</summary>
public sealed class BundleEncoder : IDisposable
{
    // Large enough to be quick, small enough to stay in cache.
    private const int BatchRows = 256;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();

    private BundleEncoder(EncoderBundle bundle, InferenceSession session) => (Bundle, _session) = (bundle, session);

    public EncoderBundle Bundle { get; }

    public int Dimension => Bundle.Manifest.Dimension;

    /// <param name="encoderFile">An encoder to run in place of the bundle's own, for comparison: e.g. the fp32 one that an int8 bundle was made of.</param>
    /// <param name="faults">Every fault found; empty exactly if an encoder is returned.</param>
    public static BundleEncoder? TryOpen(string folder, out IReadOnlyList<string> faults, string? encoderFile = null)
    {
        if (EncoderBundle.TryOpen(folder, out faults) is not { } bundle)
            return null;
        try
        {
            return new BundleEncoder(bundle, Sessions.Open(encoderFile ?? bundle.OnnxPath, threads: 1));
        }
        catch (OnnxRuntimeException e)
        {
            bundle.Dispose();
            faults = [$"{Path.GetFileName(encoderFile ?? bundle.OnnxPath)} can't be loaded: {e.Message}"];
            return null;
        }
    }

    /// <summary>Vectors of <see cref="Dimension"/> values, one after another, in the order of <paramref name="histories"/>.</summary>
    public float[] Encode(IReadOnlyList<UserHistory> histories, int asOfDay)
    {
        var width = Bundle.Features.Width;
        var vectors = new float[histories.Count * Dimension];
        var features = new float[Math.Min(BatchRows, histories.Count) * width];
        for (var first = 0; first < histories.Count; first += BatchRows)
        {
            var count = Math.Min(BatchRows, histories.Count - first);
            for (var i = 0; i < count; i++)
                Bundle.Features.Build(histories[first + i], asOfDay, features.AsSpan(i * width, width));
            Encode(features.AsMemory(0, count * width), vectors.AsMemory(first * Dimension, count * Dimension), count);
        }
        return vectors;
    }

    /// <summary>Vectors of rows of standardised features, as <see cref="UserRep.Features.Building.FeatureBuilder.Build"/> writes them.</summary>
    public float[] EncodeRows(float[] features, int rows)
    {
        var width = Bundle.Features.Width;
        var vectors = new float[rows * Dimension];
        for (var first = 0; first < rows; first += BatchRows)
        {
            var count = Math.Min(BatchRows, rows - first);
            Encode(features.AsMemory(first * width, count * width), vectors.AsMemory(first * Dimension, count * Dimension), count);
        }
        return vectors;
    }

    /// <summary>Vectors of rows of features, both row by row.</summary>
    internal void Encode(Memory<float> features, Memory<float> vectors, int rows)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features, [rows, Bundle.Features.Width]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vectors, [rows, Dimension]);
        _session.Run(_options, [BundleFiles.Input], [input], [BundleFiles.Output], [output]);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
        Bundle.Dispose();
    }
}
