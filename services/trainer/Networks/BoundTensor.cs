using Microsoft.ML.OnnxRuntime;

namespace UserRep.Trainer.Networks;

/// <summary>A managed array that ONNX Runtime reads and writes in place.</summary>
internal sealed class BoundTensor<T> : IDisposable where T : unmanaged
{
    public BoundTensor(params ReadOnlySpan<long> shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
            length *= dimension;
        // Pinned for its life: a step must neither copy nor pin anew.
        Values = GC.AllocateArray<T>(checked((int)length), pinned: true);
        Value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Values.AsMemory(), shape.ToArray());
    }

    public T[] Values { get; }

    public OrtValue Value { get; }

    public void Dispose() => Value.Dispose();
}
