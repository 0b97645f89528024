using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public class GivenVectorsTests(TrainedBundle trained) : IClassFixture<TrainedBundle>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Training_GivenVectors_TakeThePlaceOfTheLearntAndStandBeside()
    {
        using var folder = new TempFolder();
        var known = trained.Source.ItemCategories.Keys.Order(StringComparer.Ordinal).Take(100).ToArray();
        var content = folder.Write("content.csv", "item_id,v0,v1\n" + string.Concat(known.Select((id, i) => $"{id},{i},{i % 7}\n")) + "never-seen,1,2\n");
        var audio = folder.Write("audio.csv", "item_id,v0,v1,v2\n" + string.Concat(known.Select((id, i) => $"{id},{i % 3},0,1\n")));
        var result = await Train(folder, new() { ["content"] = content, ["audio"] = audio });
        Assert.Empty(result.Faults);
        using var bundle = EncoderBundle.TryOpen(result.BundleFolder!, out _)!;
        var categories = trained.Source.ItemCategories.Values.SelectMany(c => c).Distinct().Count();
        Assert.Equal([("collaborative", 12), ("category", Math.Min(24, categories)), ("audio", 3), ("content", 2)], bundle.Schema.Modalities.Select(m => (m.Name, m.Dimension)));
        var row = Enumerable.Range(0, bundle.Items.Count).Single(i => bundle.Items.Id(i) == known[5]);
        Assert.Equal([2, 0, 1, 5, 5], bundle.Items.Row(row)[^5..].ToArray());
        Assert.Contains(Enumerable.Range(0, bundle.Items.Count), i => bundle.Items.Id(i) == "never-seen");
    }

    [Fact]
    public async Task Training_GivenVectorsOfOtherItems_AreRefusedFileByFile()
    {
        using var folder = new TempFolder();
        var result = await Train(folder, new() { ["a"] = folder.Write("a.csv", "item_id,v0\nnone-of-ours,1\n"), ["b"] = folder.Write("b.csv", "item_id,v0\nx,?\n") });
        Assert.Equal(2, result.Faults.Count);
        Assert.Contains(result.Faults, f => f.StartsWith("item vectors a: ", StringComparison.Ordinal) && f.Contains("none of which occurs", StringComparison.Ordinal));
        Assert.Contains(result.Faults, f => f.StartsWith("item vectors b: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Training_TooManyModalities_AreRefused()
    {
        using var folder = new TempFolder();
        var result = await Train(folder, Enumerable.Range(0, 7).ToDictionary(i => $"m{i}", _ => "f.csv"));
        Assert.Contains("at most 8", Assert.Single(result.Faults));
        Assert.Contains("names", Assert.Single((await Train(folder, new() { ["no name"] = "f.csv" })).Faults));
    }

    private Task<TrainingResult> Train(TempFolder folder, Dictionary<string, string> given)
    {
        var options = TrainedBundle.Options with { Epochs = 1, ItemVectors = TrainedBundle.Options.ItemVectors with { Given = given } };
        return BundleTrainer.TrainAsync(trained.Source, options, folder.Path, new EncoderVersion(1), trained.Source.End, TimeProvider.System, null, Cancel);
    }
}
