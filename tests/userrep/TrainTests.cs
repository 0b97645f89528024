using UserRep.Features.Bundles;

namespace UserRep.Command.Tests;

public class TrainTests(TrainedFiles trained) : IClassFixture<TrainedFiles>
{
    [Fact]
    public void Train_OnFiles_WritesABundleThatSaysWhatItIs()
    {
        trained.Training.Succeeded();
        using var bundle = EncoderBundle.TryOpen(trained.Bundle, out var faults);
        Assert.Empty(faults);
        Assert.Equal(8, bundle!.Manifest.Dimension);
        Assert.True(bundle.Manifest.Training!.Simulated);
        Assert.Equal(new DateTimeOffset(2025, 9, 20, 0, 0, 0, TimeSpan.Zero), bundle.Manifest.Training.CutOff);
        Assert.Contains("the next number in", trained.Training.Output);
        Assert.Contains(bundle.Sha256, trained.Training.Output);
        Assert.Contains("simulated data", trained.Training.Output);
        Assert.DoesNotContain('\u001b', trained.Training.Output);
    }

    [Fact]
    public async Task Train_Json_IsAllThatStandsOnOutput()
    {
        using var folder = new TempFolder();
        var ran = (await Ran.Of("train", "--events", trained.Events, "--mapping", trained.Mapping, "--out", folder.Path, "--router", "none", "--version", "4", "--latent", "4", "--hidden", "8", "--epochs", "1", "--output", "json")).Succeeded();
        Assert.Equal("representation@v4", ran.Json.GetProperty("version").GetString());
        // The day after the last simulated one.
        Assert.Equal("2025-10-01T00:00:00+00:00", ran.Json.GetProperty("cutOff").GetString());
        Assert.Contains("Fitting", ran.Error);
    }

    [Theory]
    [InlineData("2025-08-01")]
    [InlineData("2025-10-02")]
    public async Task AsOf_OutsideTheData_IsRefusedWithTheSpan(string asOf)
    {
        using var folder = new TempFolder();
        (await Ran.Of("train", "--events", trained.Events, "--mapping", trained.Mapping, "--out", folder.Path, "--router", "none", "--as-of", asOf)).Refused("outside the data", "2025-08-22 to 2025-09-30");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Version_ThatExists_IsRefused() =>
        (await Ran.Of("train", "--events", trained.Events, "--mapping", trained.Mapping, "--out", trained.Bundles, "--router", "none", "--version", "1")).Refused("representation@v1 is in", "never changed");

    [Fact]
    public async Task Options_Bad_AreAllTold()
    {
        using var folder = new TempFolder();
        var file = folder.Write("o.json", """{ "latend": 3, "itemVectors": { "depth": 1 }, "epochs": "many", "activation": "sigmoid", "hidden": [8] }""");
        (await Ran.Of("train", "--simulate", "--out", folder.Path, "--router", "none", "--options", file, "--as-of", "soon")).Refused("latend", "itemVectors.depth", "epochs", "activation", "--as-of soon");
        (await Ran.Of("train", "--simulate", "--out", folder.Path, "--router", "none", "--latent", "1", "--epochs", "0", "--windows", "30,7")).Refused("latent is 1", "epochs is 0", "windowsDays");
    }

    [Theory]
    [InlineData("say which events")]
    [InlineData("needs --mapping", "--events", "a.csv")]
    [InlineData("stands instead", "--simulate", "--events", "a.csv")]
    [InlineData("no file", "--events", "a.csv", "--mapping", "m.json")]
    [InlineData("'--nope'", "--nope")]
    [InlineData("whole numbers", "--hidden", "8,wide", "--simulate")]
    [InlineData("0 or more", "--max-errors", "-1", "--simulate")]
    public async Task Arguments_ThatDoNotFit_AreRefused(string reason, params string[] args)
    {
        using var folder = new TempFolder();
        (await Ran.Of(["train", "--router", "none", "--out", folder.Path, .. args])).Refused(reason);
    }

    [Fact]
    public async Task RefusedRows_BeyondMaxErrors_AreRefused()
    {
        using var folder = new TempFolder();
        var events = folder.Write("e.csv", "u,i,t\na,b,1\n,b,1\n");
        var mapping = folder.Write("m.json", """{ "user": "u", "item": "i", "time": { "column": "t", "format": "unix-seconds" } }""");
        (await Ran.Of("train", "--router", "none", "--out", folder.Path, "--events", events, "--mapping", mapping, "--max-errors", "0")).Refused("1 rows were refused", "line 3");
    }
}
