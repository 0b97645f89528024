using UserRep.Features.Bundles;
using UserRep.Trainer;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Command.Tests;

/// <summary>What each flag of <c>train</c> does to the bundle.</summary>
public sealed class TrainFlagTests(TrainedFiles trained) : IClassFixture<TrainedFiles>, IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task LeaveOut_AShare_IsOfTheManifestAndLeavesUsersOut()
    {
        var ran = (await Train("--leave-out", "0.3")).Succeeded();
        using var bundle = Bundle(ran);
        var users = Enumerable.Range(1, 120).Select(i => $"u{i:00000}").Count(u => !PersonSplit.IsLeftOut(u, 0.3));
        Assert.Equal((0.3, users), (bundle.Manifest.Training!.LeftOutShare, bundle.Manifest.Training.Users));
        Assert.Equal(0.3, ran.Json.GetProperty("leaveOut").GetDouble());
        Assert.Contains($"{120 - users} users left out", ran.Error);
        (await Run(["--leave-out", "0.95"])).Refused("leaveOut is 0.95");
    }

    [Fact]
    public async Task From_ABundleInOutOrAPath_StartsFromIt()
    {
        Directory.CreateDirectory(_folder.File("representation@v7"));
        foreach (var file in Directory.GetFiles(trained.Bundle))
            File.Copy(file, Path.Combine(_folder.File("representation@v7"), Path.GetFileName(file)));
        foreach (var from in (string[])["representation@v7", trained.Bundle])
        {
            var ran = (await Train("--from", from)).Succeeded();
            using var bundle = Bundle(ran);
            Assert.Equal("representation@v1", bundle.Manifest.Training!.Parent);
            Assert.Contains("note: starts from representation@v1", ran.Error);
            Assert.Contains(ran.Json.GetProperty("notes").EnumerateArray(), n => n.GetString()!.StartsWith("starts from", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task From_WhatIsNoFittingBundle_IsRefused()
    {
        (await Run(["--from", "representation@v8"])).Refused("--from representation@v8: there is no such bundle in");
        (await Run(["--from", Directory.CreateDirectory(_folder.File("empty")).FullName])).Refused("parent ", "manifest.json is missing");
        (await Run(["--from", trained.Bundle, "--latent", "4"])).Refused("encoder.out.weight is 16x8 in the parent, 16x4 is needed");
    }

    [Fact]
    public async Task Resume_WithACheckpointThatDoesNotFit_IsAsAsked()
    {
        (await Run(["--resume", "required"])).Refused("there is no checkpoint");
        Checkpoint(1);
        (await Run(["--resume", "required"])).Refused("damaged");
        Assert.Contains("the checkpoint of an earlier run is discarded", (await Train()).Succeeded().Error);
        Checkpoint(2);
        Assert.DoesNotContain("checkpoint", (await Train("--resume", "never")).Succeeded().Error);
        (await Run(["--resume", "perhaps"])).Refused("perhaps");
    }

    [Fact]
    public async Task Quantize_Int8_WritesAnInt8BundleAndItsReport()
    {
        using var bundle = Bundle((await Train("--quantize", "int8")).Succeeded());
        Assert.Equal(BundlePrecision.Int8, bundle.Manifest.Precision);
        Assert.True(File.Exists(_folder.File("representation@v1.quantization.json")));
        (await Run(["--quantize", "int4"])).Refused("int4");
    }

    [Fact]
    public async Task ItemVectors_OfSeveralModalities_AreInTheBundle()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"track-{i:00000},{i},1\n"));
        var audio = _folder.Write("audio.csv", "item_id,v0,v1\n" + rows);
        var text = _folder.Write("text.csv", "item_id,v0,v1\n" + rows);
        using var bundle = Bundle((await Train("--item-vectors", $"audio={audio}", "--item-vectors", $"content={text}")).Succeeded());
        Assert.Equal([("audio", 2), ("content", 2)], bundle.Schema.Modalities.Where(m => m.Name is "audio" or "content").Select(m => (m.Name, m.Dimension)).Order());
        (await Run(["--item-vectors", "audio", $"a={audio}", $"a={audio}", "b=absent.csv"])).Refused("write modality=FILE", "names a twice", "there is no file absent.csv");
    }

    [Fact]
    public async Task Options_BesideTheBundle_RepeatIt()
    {
        using var first = Bundle((await Train("--leave-out", "0.2", "--seed", "5")).Succeeded());
        var options = OptionsFile.OfBundle(_folder.Path, "representation@v1");
        using var again = Bundle((await Ran.Of("train", "--events", trained.Events, "--mapping", trained.Mapping, "--out", _folder.Path, "--router", "none", "--options", options, "--output", "json")).Succeeded());
        Assert.Equal(first.Manifest.EmbeddingSpaceId, again.Manifest.EmbeddingSpaceId);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Ran> Train(params string[] flags) => Run([.. flags, "--output", "json"]);

    private Task<Ran> Run(string[] flags) => Ran.Of([
        "train", "--events", trained.Events, "--mapping", trained.Mapping, "--out", _folder.Path, "--router", "none", "--epochs", "1",
        "--options", _folder.Write("options.json", """{ "latent": 8, "hidden": [16], "batchSize": 64, "itemVectors": { "collaborativeDimension": 8, "contentDimension": 4 }, "activation": "gelu" }"""), .. flags]);

    private void Checkpoint(int version)
    {
        Directory.CreateDirectory(_folder.File($".representation@v{version}.checkpoint"));
        _folder.Write($".representation@v{version}.checkpoint/fit.bin", "no checkpoint");
    }

    private static EncoderBundle Bundle(Ran ran)
    {
        var bundle = EncoderBundle.TryOpen(ran.Json.GetProperty("bundle").GetString()!, out var faults);
        Assert.Empty(faults);
        return bundle!;
    }
}
