using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Features.Schema;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public sealed class WarmStartTests(TrainedBundle trained) : IClassFixture<TrainedBundle>, IDisposable
{
    private static readonly TrainingOptions s_options = TrainedBundle.Options with { Threads = 1 };

    // Seen: 0.945.
    private const double MostOfColdLoss = 0.97;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Start_FromAParentOfTheSameEvents_BeginsWhereItEnded()
    {
        var result = await Train(s_options with { Epochs = 1, LearningRate = 1e-8 });
        Assert.Empty(result.Faults);
        Assert.Equal("representation@v1", result.Record!.Parent);
        Assert.Equal(trained.Result.ValidationLoss, result.ValidationLoss, 1e-4);
        Assert.Contains(result.Notes!, n => n.StartsWith("starts from representation@v1", StringComparison.Ordinal));
        using var parent = BundleEncoder.TryOpen(trained.Result.BundleFolder!, out _)!;
        using var child = BundleEncoder.TryOpen(result.BundleFolder!, out _)!;
        var histories = HistoryReplay.Histories(trained.Source.Events(), trained.Source.End).Values.Take(50).ToArray();
        var day = UnixDay.Of(trained.Source.End) - 1;
        foreach (var (a, b) in parent.Encode(histories, day).Zip(child.Encode(histories, day)))
            Assert.Equal(a, b, 1e-3f);
    }

    [Fact]
    public async Task Start_WithTheParentsHeadForTheFuture_BeginsAtALowerLossThanWithout()
    {
        var untouched = s_options with { Epochs = 1, LearningRate = 1e-8 };
        var with = await Train(untouched);
        var without = await Train(untouched, parent: Without(BundleFiles.Future), version: 3);
        Assert.Empty(with.Faults.Concat(without.Faults));
        Assert.True(with.ValidationLoss < MostOfColdLoss * without.ValidationLoss, $"{with.ValidationLoss} with, {without.ValidationLoss} without");
        Assert.Contains(with.Notes!, n => n.Contains("future targets", StringComparison.Ordinal));
        Assert.Contains(without.Notes!, n => n.Contains("no head for the future", StringComparison.Ordinal));
    }

    /// <summary>By their names: what is asked of 7 days is neither first nor last any more.</summary>
    [Fact]
    public async Task Start_WithOtherHorizons_KeepsWhatBothPredict()
    {
        var result = await Train(s_options with { Epochs = 1, Future = s_options.Future with { HorizonsDays = [3, 7, 21] } });
        Assert.Empty(result.Faults);
        Assert.Contains(result.Notes!, n => n.Contains($" and {1 + 24 + 3} of ", StringComparison.Ordinal));
        var layers = await Train(s_options with { Epochs = 1, FutureHidden = 6 }, version: 3);
        Assert.Empty(layers.Faults);
        Assert.Contains(layers.Notes!, n => n.Contains("head for the future has other layers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AtAnEarlierCut_KeepsTheParentsItemVectorsAndBeatsAColdStart()
    {
        var cut = trained.Source.End.AddDays(-10);
        var warm = await Train(s_options with { Epochs = 1 }, cut);
        var cold = await BundleTrainer.TrainAsync(trained.Source, s_options with { Epochs = 1 }, _folder.Path, new EncoderVersion(3), cut, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.True(warm.ValidationLoss < 0.8 * cold.ValidationLoss, $"{warm.ValidationLoss} {cold.ValidationLoss}");
        using var parent = EncoderBundle.TryOpen(trained.Result.BundleFolder!, out _)!;
        using var child = EncoderBundle.TryOpen(warm.BundleFolder!, out _)!;
        Assert.Equal(parent.Items.Count, child.Items.Count);
        for (var i = 0; i < parent.Items.Count; i++)
            Assert.Equal(parent.Items.Row(i), child.Items.Row(i));
    }

    [Fact]
    public async Task Start_WithNewItemsAttributesAndWindows_Works()
    {
        var day = UnixDay.StartMilliseconds(UnixDay.Of(trained.Source.End) - 5);
        var events = trained.Source.Events().ToList();
        var users = events.Select(e => e.UserId).Distinct().Take(60).ToArray();
        var known = events.First(e => e.Kind == SourceEventKind.Interaction).ItemId!;
        foreach (var (i, user) in users.Index())
        {
            events.Add(new SourceEvent(SourceEventKind.Interaction, $"n{i}", user, day + i) { ItemId = $"new-{i % 5}", Action = "like" });
            events.Add(new SourceEvent(SourceEventKind.Interaction, $"o{i}", user, day + i + 1) { ItemId = known, Action = "like" });
            events.Add(new SourceEvent(SourceEventKind.Profile, $"p{i}", user, day + i + 2) { Profile = new Dictionary<string, string> { ["plan"] = i % 2 == 0 ? "free" : "paid" } });
        }
        var source = new ListSource(events, trained.Source.ItemCategories);
        var result = await Train(s_options with { WindowsDays = [7, 14, 30, 180] }, source: source);
        Assert.Empty(result.Faults);
        Assert.Contains(result.Notes!, n => n.Contains("5 of 5 new ones mapped", StringComparison.Ordinal));
        using var bundle = EncoderBundle.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        Assert.Contains(Enumerable.Range(0, bundle!.Items.Count), i => bundle.Items.Id(i) == "new-0");
    }

    /// <summary>A category is counted whole or not at all: a trace of all others would make each of them look lately used.</summary>
    [Fact]
    public async Task Start_WithNewItemsOfKnownCategories_CountsThemWhole()
    {
        var (_, like) = trained.Source.ItemCategories.First(c => c.Value.Count > 1);
        var categories = new Dictionary<string, IReadOnlyList<string>>(trained.Source.ItemCategories) { ["new"] = like };
        var result = await Train(s_options with { Epochs = 1 }, source: new ListSource(trained.Source.Events(), categories));
        using var bundle = EncoderBundle.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var (modality, offset) = (bundle!.Schema.Modalities.Single(m => m.Pooling == Pooling.LogSum), bundle.Schema.Modalities.TakeWhile(m => m.Pooling != Pooling.LogSum).Sum(m => m.Dimension));
        var known = trained.Source.ItemCategories.Keys.First(id => trained.Source.ItemCategories[id].SequenceEqual(like));
        Assert.Equal(Vector(known), Vector("new"));
        Assert.Equal(like.Count, Vector("new").Count(v => v == 1));

        float[] Vector(string id) => bundle.Items.Row(Enumerable.Range(0, bundle.Items.Count).Single(i => bundle.Items.Id(i) == id)).Slice(offset, modality.Dimension).ToArray();
    }

    [Fact]
    public async Task Start_WithItemVectorsLearntAnew_KeepsWhatIsNotPooled()
    {
        var result = await Train(s_options with { Epochs = 1, ItemVectors = s_options.ItemVectors with { KeepParent = false } });
        Assert.Empty(result.Faults);
        var cold = await BundleTrainer.TrainAsync(trained.Source, s_options with { Epochs = 1 }, _folder.Path, new EncoderVersion(3), trained.Source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.True(result.ValidationLoss < cold.ValidationLoss, $"{result.ValidationLoss} {cold.ValidationLoss}");
    }

    [Fact]
    public async Task Start_FromOtherLayers_SaysWhatDiffers()
    {
        Assert.Contains((await Train(s_options with { Latent = 8 })).Faults, f => f.Contains("encoder.out.weight is 32x12 in the parent, 32x8 is needed", StringComparison.Ordinal));
        Assert.Contains((await Train(s_options with { Activation = Activation.Relu })).Faults, f => f.Contains("activation", StringComparison.Ordinal));
        Assert.Contains((await Train(s_options with { Hidden = [32, 16] })).Faults, f => f.Contains("no encoder.1.weight", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_FromNoBundle_IsAFault()
    {
        var result = await Train(s_options, parent: _folder.Path);
        Assert.NotEmpty(result.Faults);
        Assert.All(result.Faults, f => Assert.StartsWith("parent ", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_FromAParentWithoutADecoder_TakesTheEncoder()
    {
        var old = Without(BundleFiles.Decoder, BundleFiles.Future);
        using var bundle = EncoderBundle.TryOpen(trained.Result.BundleFolder!, out _)!;
        using (var opened = EncoderBundle.TryOpen(old, out _)!)
            Assert.Equal((null, null, bundle.Manifest.EmbeddingSpaceId), (opened.DecoderPath, opened.FuturePath, opened.Manifest.EmbeddingSpaceId));
        var result = await Train(s_options with { Epochs = 1 }, parent: old);
        Assert.Empty(result.Faults);
        Assert.Contains(result.Notes!, n => n.Contains("no decoder", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The trained bundle as one that never had these files.</summary>
    private string Without(params string[] files)
    {
        using var bundle = EncoderBundle.TryOpen(trained.Result.BundleFolder!, out _)!;
        return BundleWriter.Write(
            _folder.Path, new EncoderVersion(7), bundle.Schema, path => File.Copy(Path.Combine(bundle.Folder, BundleFiles.Items), path), File.ReadAllBytes(bundle.OnnxPath),
            bundle.Manifest.Dimension, "cosine", 1e-5, bundle.Manifest.Training, optional: BundleFiles.Optional.Except(files).ToDictionary(f => f, f => File.ReadAllBytes(Path.Combine(bundle.Folder, f))));
    }

    private Task<TrainingResult> Train(TrainingOptions options, DateTimeOffset? cut = null, string? parent = null, IEventSource? source = null, int version = 2) => BundleTrainer.TrainAsync(
        source ?? trained.Source, options, new TrainingRequest(_folder.Path, new EncoderVersion(version), cut ?? trained.Source.End) { Parent = parent ?? trained.Result.BundleFolder! },
        TimeProvider.System, null, TestContext.Current.CancellationToken);
}
