using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Networks;

/// <summary>A network's weights, shared by all sessions and lanes that run it.</summary>
internal sealed class WeightSet : IDisposable
{
    public WeightSet(IReadOnlyList<Parameter> parameters)
    {
        Parameters = parameters;
        Tensors = [.. parameters.Select(p => new BoundTensor<float>(p.Shape))];
        for (var p = 0; p < Tensors.Count; p++)
            parameters[p].Initial.CopyTo(Tensors[p].Values, 0);
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<BoundTensor<float>> Tensors { get; }

    /// <summary>The live arrays.</summary>
    public float[][] Values => [.. Tensors.Select(t => t.Values)];

    public float[] this[string name] => (Find(name) ?? throw new ArgumentException($"There is no parameter '{name}'.", nameof(name))).Values;

    public float[][] Copy() => [.. Tensors.Select(t => (float[])t.Values.Clone())];

    public void Restore(float[][] copy)
    {
        for (var p = 0; p < Tensors.Count; p++)
            copy[p].CopyTo(Tensors[p].Values, 0);
    }

    /// <summary>As fixed tensors for an exported graph.</summary>
    public Dictionary<string, TensorProto> AsConstants() => Parameters.Zip(Tensors)
        .ToDictionary(p => p.First.Name, p => GraphBuilder.Tensor(p.First.Name, p.Second.Values, p.First.Shape));

    /// <summary>Null if there is no such parameter.</summary>
    public BoundTensor<float>? Find(string name)
    {
        for (var p = 0; p < Parameters.Count; p++)
        {
            if (Parameters[p].Name == name)
                return Tensors[p];
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor.Dispose();
    }
}
