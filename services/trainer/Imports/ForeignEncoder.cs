using Microsoft.ML.OnnxRuntime;
using UserRep.Features.Bundles;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Imports;

/// <summary>An ONNX file that was proven to be an encoder.</summary>
/// <param name="Producer">What the file says wrote it.</param>
internal sealed record ForeignEncoder(byte[] Onnx, int Dimension, string Producer)
{
    // The manifest's bound.
    private const int MaxDimension = 4096;

    public static ForeignEncoder? TryOpen(string path, int width, double maxAbsoluteError, List<string> faults)
    {
        // A copy by itself: weights in files beside the original would not be in the bundle, so they must not be found here either.
        var alone = Directory.CreateTempSubdirectory("userrep-import-");
        try
        {
            var copy = Path.Combine(alone.FullName, BundleFiles.Encoder);
            File.Copy(path, copy);
            using var session = Sessions.Open(copy, threads: 1);
            return Check(session, copy, width, maxAbsoluteError, faults);
        }
        catch (OnnxRuntimeException e)
        {
            faults.Add($"{path} is not a model that ONNX Runtime runs: {e.Message}");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path} can't be read: {e.Message}");
            return null;
        }
        finally
        {
            alone.Delete(recursive: true);
        }
    }

    private static ForeignEncoder? Check(InferenceSession session, string path, int width, double maxAbsoluteError, List<string> faults)
    {
        session.InputMetadata.TryGetValue(BundleFiles.Input, out var input);
        session.OutputMetadata.TryGetValue(BundleFiles.Output, out var output);
        var dimension = output?.Dimensions is [_, >= 1 and <= MaxDimension and var d] ? d : 0;
        var outputFault = dimension == 0 && output is not null
            ? $"encoder.onnx's output '{BundleFiles.Output}' must be float[batch,D] with D within 1 to {MaxDimension}, it is {output.ElementDataType}[{string.Join(',', output.Dimensions)}]"
            : EncoderProbe.TensorFault("output", BundleFiles.Output, dimension, session.OutputMetadata.Keys, output?.ElementDataType.ToString(), output?.Dimensions);
        var inputFault = EncoderProbe.TensorFault("input", BundleFiles.Input, width, session.InputMetadata.Keys, input?.ElementDataType.ToString(), input?.Dimensions);
        var found = new[] { inputFault, outputFault }.OfType<string>().ToList();
        if (found.Count == 0)
        {
            using var options = new RunOptions();
            if (EncoderProbe.RunFault((features, vectors, rows) => Run(session, options, features, width, vectors, dimension, rows), width, dimension, maxAbsoluteError) is { } fault)
                found.Add(fault);
        }
        faults.AddRange(found);
        return found.Count > 0 ? null : new ForeignEncoder(File.ReadAllBytes(path), dimension, session.ModelMetadata.ProducerName);
    }

    private static void Run(InferenceSession session, RunOptions options, Memory<float> features, int width, Memory<float> vectors, int dimension, int rows)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features[..(rows * width)], [rows, width]);
        using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vectors[..(rows * dimension)], [rows, dimension]);
        session.Run(options, [BundleFiles.Input], [input], [BundleFiles.Output], [output]);
    }
}
