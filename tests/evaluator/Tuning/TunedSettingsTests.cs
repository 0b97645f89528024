using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Tasks;
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
        var (found, task) = (new TunedSettings(), Task("active-7d"));
        found.Set(Pca, task, Pca.Candidates[^1]);
        found.Write(_folder.File("s.json"));
        var read = TunedSettings.TryRead(_folder.File("s.json"), out var fault);
        Assert.Null(fault);
        Assert.Equal(Pca.Candidates[^1].ToString(), read!.Of(Pca, task).ToString());
        // They are those of the task's family; what was not searched has its default.
        Assert.Equal(Pca.Candidates[^1].ToString(), read.Of(Pca, Task("active-28d")).ToString());
        Assert.Equal(Pca.Candidates[0].ToString(), read.Of(Pca, Task("groups-7d")).ToString());
        Assert.Equal("", read.Of(new Popularity(), task).ToString());
    }

    [Theory]
    [InlineData("""{ "pca": { "active": { "penalty": 0.5 } } }""")]
    [InlineData("""{ "pca": { "active": { "penalty": 0.5, "scaled": 1, "leaves": 31 } } }""")]
    [InlineData("""{ "trees": { "active": { "leaves": 31 } } }""")]
    [InlineData("null")]
    public void Settings_OfOtherNames_GiveWayToTheDefault(string json)
    {
        File.WriteAllText(_folder.File("s.json"), json);
        var read = TunedSettings.TryRead(_folder.File("s.json"), out _)!;
        Assert.Equal(Pca.Candidates[0].ToString(), read.Of(Pca, Task("active-7d")).ToString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "pca": { "active": { "penalty": "small" } } }""")]
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

    private EvaluationTask Task(string name) => world.Tasks.Single(t => t.Name == name);

    public void Dispose() => _folder.Dispose();
}
