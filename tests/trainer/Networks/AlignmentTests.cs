using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Trainer.Networks.Ops;
using UserRep.Trainer.Onnx;

namespace UserRep.Trainer.Tests.Networks;

/// <summary>Where a buffer happens to lie in memory must not show: the same seed gives the same weights.</summary>
public sealed class AlignmentTests
{
    private const int Rows = 37;
    private const int Width = 101;

    [Fact]
    public void RowSums_OfABufferAnywhere_AreTheSameToTheBit()
    {
        var graph = new GraphBuilder();
        graph.Input("x", -1, Width);
        graph.Named("sums", "Identity", [], graph.SumAlongRow("x", Width));
        graph.Output("sums", -1, 1);
        using var session = new InferenceSession(graph.Build().ToByteArray());
        var random = new StableRandom(3);
        var values = Enumerable.Range(0, Rows * Width).Select(_ => (float)random.Next()).ToArray();
        var sums = Enumerable.Range(0, 16).Select(offset => Sums(session, values, offset)).ToArray();
        Assert.All(sums, s => Assert.Equal(sums[0], s));
        for (var r = 0; r < Rows; r++)
            Assert.Equal(values.Skip(r * Width).Take(Width).Sum(v => (double)v), sums[0][r], 1e-3);
    }

    private static float[] Sums(InferenceSession session, float[] values, int offset)
    {
        var memory = GC.AllocateArray<float>(values.Length + offset, pinned: true).AsMemory(offset);
        values.CopyTo(memory);
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, [Rows, Width]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [input], ["sums"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
