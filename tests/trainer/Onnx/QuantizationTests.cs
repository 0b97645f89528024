using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Onnx;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Tests.Training;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Onnx;

public sealed class QuantizationTests(QuantizationTests.Bundle trained) : IClassFixture<QuantizationTests.Bundle>
{
    private const int BatchRows = 256;

    // Seen: 0.9997 at the default size.
    private const double CosineFloor = 0.99;

    // Seen: .70 for active in 7 days, and .004 at most between fp32 and int8.
    private const double WorthwhileAuc = 0.6;
    private const double MostAucLost = 0.02;

    private ModelProto Int8 => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(trained.Result.BundleFolder!, BundleFiles.Encoder)));

    private ModelProto Fp32 => ModelProto.Parser.ParseFrom(File.ReadAllBytes(QuantizationReport.Fp32PathOf(trained.Root, "representation@v1")));

    [Fact]
    public void Bundle_Int8_SaysSoAndReportsItsLoss()
    {
        Assert.Empty(trained.Result.Faults);
        using var bundle = EncoderBundle.TryOpen(trained.Result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var report = QuantizationReport.FromJson(File.ReadAllBytes(QuantizationReport.PathOf(trained.Root, "representation@v1")));
        Assert.Equal((BundlePrecision.Int8, report.MaxAbsoluteError), (bundle!.Manifest.Precision, bundle.Manifest.MaxAbsoluteError));
        Assert.True(report.CosineMin > 0.9 && report.CosineP01 >= report.CosineMin && report.CosineMean > CosineFloor && report.CosineMean < 1, $"{report}");
        Assert.InRange(report.LossInt8, report.LossFp32 * 0.98, report.LossFp32 * 1.05);
        Assert.True(report.BytesInt8 < report.BytesFp32 / 2);
        Assert.Equal(0, report.MaxBatchDifference);
        Assert.InRange(report.MaxAbsoluteError, 1e-5, 0.5);
    }

    [Fact]
    public void Report_Int8_SaysWhatDownstreamHeadsLose()
    {
        var report = QuantizationReport.FromJson(File.ReadAllBytes(QuantizationReport.PathOf(trained.Root, "representation@v1")));
        Assert.Empty(report.DownstreamFaults!);
        Assert.Equal(report.Downstream, trained.Result.Quantization!.Downstream);
        Assert.Contains(report.Downstream!, d => d.Name == "active-7d" && d.Outputs == 1 && d.AucFp32 > WorthwhileAuc);
        Assert.Contains(report.Downstream!, d => d.Name == "groups-28d" && d.Outputs > 1);
        foreach (var (name, _, rows, fp32, int8, logFp32, logInt8) in report.Downstream!)
        {
            Assert.True(rows > 0, name);
            // Ranks may be the same, probabilities are not.
            Assert.NotEqual(logFp32, logInt8);
            Assert.InRange(int8, fp32 - MostAucLost, fp32 + MostAucLost);
            Assert.InRange(logInt8, logFp32 * 0.95, logFp32 * 1.05);
        }
    }

    [Fact]
    public async Task Report_WithoutAFutureThatIsOver_SaysWhyNothingIsMeasured()
    {
        var day = ListSource.World().Where(e => e.At < ListSource.Start.AddDays(3).ToUnixTimeMilliseconds());
        using var folder = new TempFolder();
        var options = new TrainingOptions { Epochs = 1, Hidden = [8], Latent = 4, BatchSize = 8, HeldOut = 0.4, FutureWeight = 0, Quantize = Quantize.Int8 };
        var result = await BundleTrainer.TrainAsync(new ListSource(day), options, folder.Path, new EncoderVersion(1), ListSource.Start.AddDays(3), TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        Assert.Null(result.Quantization!.Downstream);
        Assert.Equal("labels: none is known", Assert.Single(result.Quantization.DownstreamFaults!));
    }

    [Fact]
    public void Vector_AloneAndBesideOutliers_IsTheSameToTheBit()
    {
        using var runner = new RowRunner(Int8);
        var width = (int)Int8.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue;
        var batch = Rows(width, outliers: true);
        var together = runner.Run(batch, width, BatchRows);
        for (var row = 0; row < 8; row++)
        {
            var alone = runner.Run(batch[(row * width)..((row + 1) * width)], width, 1);
            Assert.Equal(alone, together[(row * alone.Length)..((row + 1) * alone.Length)]);
        }
    }

    [Fact]
    public void Vector_DynamicallyQuantised_WouldDependOnItsNeighbours()
    {
        const int width = 16;
        using var runner = new RowRunner(Dynamic(width));
        var batch = Rows(width, outliers: true);
        var together = runner.Run(batch, width, BatchRows)[..width];
        Assert.NotEqual(runner.Run(batch[..width], width, 1), together);
    }

    [Fact]
    public void Session_Int8_RunsIntegerKernelsOfStaticScale()
    {
        using var folder = new TempFolder();
        using var options = new SessionOptions { OptimizedModelFilePath = folder.File("optimised.onnx") };
        new InferenceSession(Int8.ToByteArray(), options).Dispose();
        var ops = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder.File("optimised.onnx"))).Graph.Node.Select(n => n.OpType).ToArray();
        // The hidden layer, the output and the skip connection beside them.
        Assert.Equal(3, ops.Count(o => o == "QGemm"));
        Assert.DoesNotContain(ops, o => o is "Gemm" or "MatMul" or "FusedGemm" || o.StartsWith("Dynamic", StringComparison.Ordinal));
    }

    [Fact]
    public void Encoder_OfAnotherFile_ComparesWithFp32()
    {
        using var int8 = BundleEncoder.TryOpen(trained.Result.BundleFolder!, out _);
        using var fp32 = BundleEncoder.TryOpen(trained.Result.BundleFolder!, out _, QuantizationReport.Fp32PathOf(trained.Root, "representation@v1"));
        Assert.NotEqual(int8!.Encode([new() { UserId = "u" }], 20_000), fp32!.Encode([new() { UserId = "u" }], 20_000));
        Assert.Null(BundleEncoder.TryOpen(trained.Result.BundleFolder!, out var faults, "none.onnx"));
        Assert.Contains("none.onnx can't be loaded", Assert.Single(faults));
    }

    [Fact]
    public async Task Parent_Int8_WarmStartsFromItsFp32Weights()
    {
        var request = new TrainingRequest(trained.Root, new EncoderVersion(2), Bundle.Source.End) { Parent = trained.Result.BundleFolder };
        var result = await BundleTrainer.TrainAsync(Bundle.Source, Bundle.Options with { Epochs = 1, LearningRate = 1e-8, Quantize = Quantize.None }, request, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(result.Faults);
        Assert.Equal(trained.Result.ValidationLoss, result.ValidationLoss, 1e-4);
    }

    [Fact]
    public void Quantizer_ColumnsOfZerosAndLargeBiases_StayClose()
    {
        var graph = new GraphBuilder();
        var input = graph.Input(BundleFiles.Input, -1, 2);
        var weight = graph.Constant("w", [0, 1e-12f, 3, 0, -1e-12f, -2], 2, 3);
        graph.Named(BundleFiles.Output, "Gemm", [], input, weight, graph.Constant("b", [7, -50, 0.25f], 3));
        graph.Output(BundleFiles.Output, -1, 3);
        var model = graph.Build();
        float[] row = [0.5f, -1];
        using var exact = new RowRunner(model);
        using var int8 = new RowRunner(StaticQuantizer.Apply(model, new Dictionary<string, ActivationRange> { [BundleFiles.Input] = ActivationRange.Of([-1, 0, 0.5f, 1]) }));
        foreach (var (a, b) in exact.Run(row, 2, 1).Zip(int8.Run(row, 2, 1)))
            Assert.Equal(a, b, 0.05);
    }

    [Fact]
    public void Range_OfOneValue_HoldsZero()
    {
        Assert.Equal(new ActivationRange(1, 0), ActivationRange.Of([0, 0]));
        Assert.Equal((byte)255, ActivationRange.Of([-3]).Zero);
        Assert.Equal((byte)0, ActivationRange.Of([3, 3]).Zero);
    }

    [Fact]
    public void Precision_OfABundleThatDoesNotSay_IsFp32()
    {
        var manifest = BundleManifest.FromJson(File.ReadAllBytes(Path.Combine(trained.Result.BundleFolder!, BundleFiles.Manifest)));
        var old = System.Text.Encoding.UTF8.GetString(manifest.ToJson()).Replace("\"precision\": \"int8\"", "\"extra\": 1", StringComparison.Ordinal);
        Assert.Equal(BundlePrecision.Fp32, BundleManifest.FromJson(System.Text.Encoding.UTF8.GetBytes(old)).Precision);
    }

    private static float[] Rows(int width, bool outliers)
    {
        var random = new StableRandom(5);
        var rows = new float[BatchRows * width];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)random.Gaussian() * (outliers && i >= rows.Length / 2 ? 1000 : 1);
        return rows;
    }

    /// <summary>y = xW with x quantised by the range of the batch, as dynamic quantisation does.</summary>
    private static ModelProto Dynamic(int width)
    {
        var graph = new GraphBuilder();
        var input = graph.Input(BundleFiles.Input, -1, width);
        graph.Node("DynamicQuantizeLinear", [], ["x", "x_scale", "x_zero"], input);
        var weight = graph.Constant("w", [.. Enumerable.Range(0, width * width).Select(i => (float)(i % 11 - 5))], width, width);
        var quantized = graph.Op("QuantizeLinear", weight, graph.Scalar(0.1f), graph.Op("Cast", [GraphBuilder.Attribute("to", (int)TensorProto.Types.DataType.Int8)], graph.Scalar(0)));
        graph.Named("product", "MatMulInteger", [], "x", quantized, "x_zero");
        var real = graph.Op("Cast", [GraphBuilder.Attribute("to", (int)TensorProto.Types.DataType.Float)], "product");
        graph.Named(BundleFiles.Output, "Mul", [], real, graph.Op("Mul", "x_scale", graph.Scalar(0.1f)));
        graph.Output(BundleFiles.Output, -1, width);
        return graph.Build();
    }

    public sealed class Bundle : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public static readonly Simulator Source = new(new SimulatorOptions { Users = 300, Items = 200, Days = 60 });

        public static readonly TrainingOptions Options = new()
        {
            Epochs = 3, Hidden = [64], Latent = 32, BatchSize = 64, Threads = 1, FutureWeight = 0, Quantize = Quantize.Int8, ItemVectors = new() { CollaborativeDimension = 12, ContentDimension = 6 },
        };

        public TrainingResult Result { get; private set; } = null!;

        public string Root => _folder.Path;

        public async ValueTask InitializeAsync() =>
            Result = await BundleTrainer.TrainAsync(Source, Options, Root, new EncoderVersion(1), Source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
