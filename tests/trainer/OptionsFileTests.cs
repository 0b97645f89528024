using System.Text.Json;
using System.Text.Json.Serialization;
using UserRep.Trainer.Quantization;
using UserRep.Trainer.Tests.Training;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests;

public sealed class OptionsFileTests(TrainedBundle trained) : IClassFixture<TrainedBundle>, IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly TempFolder _folder = new();

    [Fact]
    public void Options_WrittenAndRead_AreTheSame()
    {
        var options = new TrainingOptions
        {
            WindowsDays = [3, 9], Hidden = [], Activation = Activation.Gelu, Quantize = Quantize.Int8, Without = [InputPart.Items, InputPart.Attributes], LeaveOut = 0.25, LearningRate = 1.0 / 3,
            ActionWeights = new Dictionary<string, double> { ["Watch-Video"] = -0.5 }, LossWeights = new LossWeights(Window: 2, Flags: 0), Future = new FutureOptions { HorizonsDays = [5] },
            ItemVectors = new() { MinCount = 7, Given = new Dictionary<string, string> { ["Audio"] = "a b/ä.parquet" } },
        };
        var path = _folder.File("o.json");
        OptionsFile.Write(path, options);
        var read = OptionsFile.TryRead<TrainingOptions>(path, out var faults);
        Assert.Empty(faults);
        Assert.Equal(Text(options), Text(read!));
        Assert.NotEqual(Text(new TrainingOptions()), Text(read!));
    }

    [Fact]
    public void Bundle_Trained_HasItsOptionsBesideIt()
    {
        var read = OptionsFile.TryRead<TrainingOptions>(OptionsFile.OfBundle(trained.Root, "representation@v1"), out var faults);
        Assert.Empty(faults);
        Assert.Equal(Text(TrainedBundle.Options), Text(read!));
    }

    [Fact]
    public void Keys_UnknownOrUnreadable_AreAllTold()
    {
        var path = _folder.Write("o.json", """{ "latend": 3, "itemVectors": { "depth": 1, "given": null }, "epochs": "many", "without": ["Everything"], "lossWeights": 1, "hidden": [8] }""");
        Assert.Null(OptionsFile.TryRead<TrainingOptions>(path, out var faults));
        Assert.Equal(6, faults.Count);
        Assert.All(new[] { "latend", "itemVectors.depth", "itemVectors.given", "epochs", "without", "lossWeights" }, key => Assert.Contains(faults, f => f.Contains(key, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ ")]
    [InlineData("[]")]
    [InlineData(null)]
    public void File_ThatIsNoOptions_IsAFault(string? content)
    {
        var path = content is null ? _folder.File("absent.json") : _folder.Write("o.json", content);
        Assert.Null(OptionsFile.TryRead<TrainingOptions>(path, out var faults));
        Assert.StartsWith(path, Assert.Single(faults));
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(TrainingOptions options) => JsonSerializer.Serialize(options, s_json);
}
