using Microsoft.ML.OnnxRuntime;
using UserRep.Evaluator.Samples;
using UserRep.Features.Bundles;
using UserRep.Trainer.Networks.Fitting;
using UserRep.Trainer.Onnx;

namespace UserRep.Evaluator.Methods.Untrained;

/// <summary>The bundle's own network with random weights: what its shape and input do without training.</summary>
internal sealed class UntrainedEncoder(MethodContext context) : Representation
{
    // As in BundleEncoder: large enough to be quick, small enough to stay in cache.
    private const int BatchRows = 256;

    private readonly ModelProto _trained = ModelProto.Parser.ParseFrom(File.ReadAllBytes(context.Encoder.Bundle.OnnxPath));

    private bool Answerable => RedrawnWeights.Of(_trained, seed: 0) is not null;

    public override string Name => "untrained";

    public override string Title => Answerable ? "the bundle's network with random weights" : "the bundle's network with random weights: left out, it has no fp32 matrices";

    public override bool IsSeeded => true;

    public override bool Answers(View view) => Answerable;

    public override Fitted Vectors(View view, MethodSettings settings, int seed, CancellationToken cancellationToken)
    {
        var features = context.Features(view, cancellationToken);
        var vectors = new Matrix(features.Rows, context.Encoder.Dimension);
        var model = RedrawnWeights.Of(_trained, seed) ?? throw new InvalidOperationException("asked for vectors that it doesn't answer with");
        using var session = Sessions.Open(model, threads: 1);
        using var options = new RunOptions();
        var batches = (features.Rows + BatchRows - 1) / BatchRows;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = cancellationToken }, batch =>
        {
            var first = batch * BatchRows;
            var count = Math.Min(BatchRows, features.Rows - first);
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, features.Values.AsMemory(first * features.Width, count * features.Width), [count, features.Width]);
            using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vectors.Values.AsMemory(first * vectors.Width, count * vectors.Width), [count, vectors.Width]);
            session.Run(options, [BundleFiles.Input], [input], [BundleFiles.Output], [output]);
        });
        return vectors;
    }
}
