using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Evaluator.Tuning;

namespace UserRep.Evaluator.Tests.Tuning;

public sealed class TunedSettingsTests(SmallWorld world) : IDisposable
{
    private readonly TempFolder _folder = new();

    private Method Pca => AllMethods.Of(world.Context).Single(m => m.Name == "pca");

    [Fact]
    public void Settings_WrittenAndRead_AreThoseThatWereFound()
    {
        var (found, task) = (new TunedSettings(), world.Tasks[0]);
        found.Set(Pca, task, Pca.Candidates[^1]);
        found.Write(_folder.File("s.json"));
        var read = TunedSettings.TryRead(_folder.File("s.json"), out var fault);
        Assert.Null(fault);
        Assert.Equal(Pca.Candidates[^1].ToString(), read!.Of(Pca, task).ToString());
        // What was not searched has its default.
        Assert.Equal(Pca.Candidates[0].ToString(), read.Of(Pca, world.Tasks[1]).ToString());
        Assert.Equal("", read.Of(new Popularity(), task).ToString());
    }

    [Theory]
    [InlineData("""{ "pca": { "active-7d": { "penalty": 0.5 } } }""")]
    [InlineData("""{ "pca": { "active-7d": { "penalty": 0.5, "scaled": 1, "leaves": 31 } } }""")]
    [InlineData("""{ "trees": { "active-7d": { "leaves": 31 } } }""")]
    [InlineData("null")]
    public void Settings_OfOtherNames_GiveWayToTheDefault(string json)
    {
        File.WriteAllText(_folder.File("s.json"), json);
        var read = TunedSettings.TryRead(_folder.File("s.json"), out _)!;
        Assert.Equal(Pca.Candidates[0].ToString(), read.Of(Pca, world.Tasks[0]).ToString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "pca": { "active-7d": { "penalty": "small" } } }""")]
    public void Settings_OfAnUnreadableFile_AreAFault(string json)
    {
        File.WriteAllText(_folder.File("s.json"), json);
        Assert.Null(TunedSettings.TryRead(_folder.File("s.json"), out var fault));
        Assert.Contains("s.json is no file of settings", fault);
    }

    [Fact]
    public void Settings_OfNoFile_AreAFault()
    {
        Assert.Null(TunedSettings.TryRead(_folder.File("none.json"), out var fault));
        Assert.Contains("none.json", fault);
    }

    public void Dispose() => _folder.Dispose();
}
