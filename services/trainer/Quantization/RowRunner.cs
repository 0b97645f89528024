using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Quantization;

/// <summary>Runs a model of one input and one output over rows of floats.</summary>
internal sealed class RowRunner(ModelProto model) : IDisposable
{
    private readonly InferenceSession _session = Sessions.Open(model, threads: 1);
    private readonly RunOptions _options = new();

    /// <param name="batch">Rows at a time.</param>
    /// <returns>The outputs of all rows, one after another.</returns>
    public float[] Run(float[] rows, int width, int batch)
    {
        var outputs = new List<float>();
        for (var first = 0; first < rows.Length; first += batch * width)
        {
            var length = Math.Min(batch * width, rows.Length - first);
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows.AsMemory(first, length), [length / width, width]);
            using var results = _session.Run(_options, [_session.InputNames[0]], [input], [_session.OutputNames[0]]);
            outputs.AddRange(results[0].GetTensorDataAsSpan<float>());
        }
        return [.. outputs];
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
