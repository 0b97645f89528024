using System.Runtime.InteropServices;
using UserRep.Evaluator.Methods.Untrained;
using UserRep.Trainer.Onnx;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class RedrawnWeightsTests(SmallWorld world)
{
    private ModelProto Trained => ModelProto.Parser.ParseFrom(File.ReadAllBytes(world.Encoder.Bundle.OnnxPath));

    [Fact]
    public void RedrawnWeights_FloatBundle_AreNormalWithOneOverFanInAndNoBias()
    {
        var redrawn = RedrawnWeights.Of(Trained, seed: 1)!;
        var matrices = redrawn.Graph.Initializer.Where(i => i.Dims.Count == 2).ToArray();
        Assert.NotEmpty(matrices);
        foreach (var matrix in matrices)
        {
            var values = Values(matrix);
            Assert.NotEqual(Values(Trained.Graph.Initializer.Single(i => i.Name == matrix.Name)), values);
            Assert.InRange(values.Average(v => v * v) * matrix.Dims[0], 0.8, 1.2);
        }
        Assert.All(redrawn.Graph.Initializer.Where(i => i.Name.EndsWith(".bias", StringComparison.Ordinal)), b => Assert.All(Values(b), v => Assert.Equal(0, v)));
        Assert.Equal(redrawn, RedrawnWeights.Of(Trained, seed: 1));
        Assert.NotEqual(redrawn, RedrawnWeights.Of(Trained, seed: 2));
    }

    [Fact]
    public void RedrawnWeights_NoFloatMatrix_AreNone()
    {
        var quantised = Trained;
        foreach (var initializer in quantised.Graph.Initializer)
            initializer.DataType = (int)TensorProto.Types.DataType.Int64;
        Assert.Null(RedrawnWeights.Of(quantised, seed: 1));
    }

    private static float[] Values(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
}
