using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks;

/// <summary>A session bound to buffers for a fixed number of rows: fill, run, read; nothing is allocated on the way. One caller at a time.</summary>
internal sealed class BoundRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly Dictionary<string, BoundTensor<float>> _floats = [];
    private readonly Dictionary<string, BoundTensor<long>> _indices = [];

    /// <param name="model">What the session runs; its inputs are weights by name, or buffers of this run.</param>
    /// <param name="rows">Stands where a shape says batch.</param>
    public BoundRun(InferenceSession session, ModelProto model, WeightSet weights, int rows)
    {
        (_session, Rows) = (session, rows);
        _binding = session.CreateIoBinding();
        foreach (var input in model.Graph.Input)
            _binding.BindInput(input.Name, weights.Find(input.Name)?.Value ?? Buffer(input));
        foreach (var output in model.Graph.Output)
            _binding.BindOutput(output.Name, Buffer(output));
    }

    public int Rows { get; }

    /// <summary>A float input or output that isn't a weight, row-major.</summary>
    public float[] this[string name] => _floats[name].Values;

    /// <summary>An int64 input.</summary>
    public long[] Indices(string name) => _indices[name].Values;

    public void Run() => _session.RunWithBinding(_options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
        foreach (var tensor in _floats.Values)
            tensor.Dispose();
        foreach (var tensor in _indices.Values)
            tensor.Dispose();
    }

    private OrtValue Buffer(ValueInfoProto info)
    {
        var type = info.Type.TensorType;
        long[] shape = [.. type.Shape.Dim.Select(d => d.HasDimParam ? Rows : d.DimValue)];
        return type.ElemType == (int)TensorProto.Types.DataType.Int64
            ? (_indices[info.Name] = new BoundTensor<long>(shape)).Value
            : (_floats[info.Name] = new BoundTensor<float>(shape)).Value;
    }
}
