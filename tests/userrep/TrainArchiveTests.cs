using UserRep.EventArchive;
using UserRep.Features.Bundles;
using UserRep.Tests.Shared.Archives;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Tests;

public sealed class TrainArchiveTests(TrainedFiles trained) : IClassFixture<TrainedFiles>
{
    // As TrainedFiles is.
    private static readonly Simulator s_world = new(new SimulatorOptions { Users = 120, Items = 80, Days = 40 });

    [Fact]
    public async Task Train_OnAnArchive_GivesTheBundleThatTheFilesGive()
    {
        using var folder = new TempFolder();
        var archive = Directory.CreateDirectory(folder.File("archive")).FullName;
        await SimulatedArchive.WriteAsync(archive, s_world.Events().Reverse());
        new ArchiveNote(Simulated: true).Write(archive);
        (await Ran.Of(
            "train", "--archive", archive, "--mapping", trained.Mapping, "--out", folder.File("bundles"), "--router", "none", "--as-of", "2025-09-20",
            "--options", Path.Combine(trained.Bundles, "representation@v1.options.json"))).Succeeded();
        using var bundle = EncoderBundle.TryOpen(folder.File("bundles/representation@v1"), out var faults);
        Assert.Empty(faults);
        Assert.True(bundle!.Manifest.Training!.Simulated);
        using var expected = EncoderBundle.TryOpen(trained.Bundle, out faults);
        Assert.Equal(expected!.Manifest.EmbeddingSpaceId, bundle.Manifest.EmbeddingSpaceId);
    }

    [Fact]
    public async Task Train_WithoutCategories_LearnsFromBehaviourAlone()
    {
        using var folder = new TempFolder();
        var archive = Directory.CreateDirectory(folder.File("archive")).FullName;
        await SimulatedArchive.WriteAsync(archive, s_world.Events());
        var ran = (await Ran.Of("train", "--archive", archive, "--out", folder.File("bundles"), "--router", "none", "--latent", "4", "--hidden", "8", "--epochs", "1", "--output", "json")).Succeeded();
        Assert.False(ran.Json.GetProperty("simulated").GetBoolean());
        Assert.Equal("representation@v1", ran.Json.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("two sources", "--archive", "a", "--events", "e.csv", "--mapping", "m.json")]
    [InlineData("stands instead", "--archive", "a", "--simulate")]
    [InlineData("--archive FOLDER")]
    [InlineData("there is no archive folder", "--archive", "a")]
    [InlineData("no mapping with categories", "--archive", "a", "--mapping", "m.json")]
    public async Task Arguments_ThatDoNotFit_AreRefused(string reason, params string[] args)
    {
        using var folder = new TempFolder();
        (await Ran.Of(["train", "--router", "none", "--out", folder.Path, .. args])).Refused(reason);
    }
}
