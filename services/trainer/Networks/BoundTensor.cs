using Microsoft.ML.OnnxRuntime;

namespace UserRep.Trainer.Networks;

/// <summary>A managed array that ONNX Runtime reads and writes in place.</summary>
internal sealed class BoundTensor : IDisposable
{
    public BoundTensor(params long[] shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
            length *= dimension;
        // Pinned for its life: a step must neither copy nor pin anew.
        Values = GC.AllocateArray<float>(checked((int)length), pinned: true);
        Value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Values.AsMemory(), shape);
    }

    public float[] Values { get; }

    public OrtValue Value { get; }

    public void Dispose() => Value.Dispose();
}
