using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public class BundleTrainerTests(TrainedBundle trained) : IClassFixture<TrainedBundle>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Training_SmallWorld_LowersLossAndWritesABundle()
    {
        Assert.Empty(trained.Result.Faults);
        Assert.True(trained.Result.MaxExportError <= 1e-5);
        var losses = File.ReadLines(Path.Combine(trained.Root, "representation@v1.training.csv")).Skip(1).Select(l => double.Parse(l.Split(',')[2])).ToArray();
        Assert.Equal(TrainedBundle.Options.Epochs, losses.Length);
        // Most of it is of the future, whose chance no network takes away.
        Assert.True(losses[^1] < 0.9 * losses[0], $"{losses[0]} -> {losses[^1]}");
        Assert.Equal(losses.Min(), trained.Result.ValidationLoss, 1e-6);
    }

    [Fact]
    public void Training_Progress_PassesEveryPhaseInOrder()
    {
        var phases = trained.Progress.Select(p => p.Phase).ToList();
        Assert.Equal(Enum.GetValues<TrainingPhase>(), phases.Distinct());
        Assert.Equal(phases.Order(), phases);
        Assert.All(trained.Progress, p => Assert.InRange(p.Fraction, 0, 1));
        Assert.Contains(trained.Progress, p => p is { Phase: TrainingPhase.Fitting, Loss: > 0, Remaining: not null });
    }

    [Fact]
    public void Bundle_Manifest_SaysWhatItWasTrainedOn()
    {
        using var bundle = EncoderBundle.TryOpen(trained.Result.BundleFolder!, out var faults);
        Assert.Empty(faults);
        var record = bundle!.Manifest.Training!;
        Assert.Equal((trained.Source.End, true, 300), (record.CutOff, record.Simulated, record.Users));
        Assert.Equal(trained.Source.Events().Count(), record.Events);
        Assert.Equal("cosine", bundle.Manifest.Metric);
        Assert.DoesNotContain(bundle.Schema.Scales.Concat(bundle.Schema.Means), v => !float.IsFinite(v));
        Assert.Equal([BundleFiles.Decoder, BundleFiles.Encoder, BundleFiles.Future, BundleFiles.Items, BundleFiles.Manifest, BundleFiles.Names, BundleFiles.Schema], Directory.GetFiles(trained.Result.BundleFolder!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Training_SameSeed_GivesTheSameSpace()
    {
        using var folder = new TempFolder();
        var again = await BundleTrainer.TrainAsync(trained.Source, TrainedBundle.Options, folder.Path, new EncoderVersion(1), trained.Source.End, TimeProvider.System, null, Cancel);
        Assert.Equal(Space(trained.Result), Space(again));
        var other = await BundleTrainer.TrainAsync(trained.Source, TrainedBundle.Options with { Seed = 2, Epochs = 1 }, folder.Path, new EncoderVersion(2), trained.Source.End, TimeProvider.System, null, Cancel);
        Assert.NotEqual(Space(trained.Result), Space(other));
    }

    [Fact]
    public void Encoder_AnyBatch_GivesTheSameVector()
    {
        using var encoder = BundleEncoder.TryOpen(trained.Result.BundleFolder!, out _)!;
        var histories = HistoryReplay.Histories(trained.Source.Events(), trained.Source.End).Values.ToList();
        var day = UnixDay.Of(trained.Source.End) - 1;
        var all = encoder.Encode(histories, day);
        Assert.DoesNotContain(all, v => !float.IsFinite(v));
        Assert.True(all.Distinct().Count() > histories.Count);
        for (var i = 0; i < 40; i++)
        {
            var alone = encoder.Encode([histories[i]], day);
            for (var d = 0; d < encoder.Dimension; d++)
                Assert.Equal(all[i * encoder.Dimension + d], alone[d], 1e-5f);
        }
        Assert.Empty(encoder.Encode([], day));
    }

    [Theory]
    [InlineData(BundleFiles.Encoder)]
    [InlineData(BundleFiles.Items)]
    [InlineData(BundleFiles.Schema)]
    [InlineData(BundleFiles.Decoder)]
    [InlineData(BundleFiles.Future)]
    public void Encoder_DamagedBundle_IsRefused(string file)
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.GetFiles(trained.Result.BundleFolder!))
            File.Copy(path, folder.File(Path.GetFileName(path)));
        var bytes = File.ReadAllBytes(folder.File(file));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File(file), bytes);
        Assert.Null(BundleEncoder.TryOpen(folder.Path, out var faults));
        Assert.Contains(faults, f => f.StartsWith(file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(BundleFiles.Decoder)]
    [InlineData(BundleFiles.Future)]
    public void Bundle_WithoutAnOptionalFileThatItNames_IsRefused(string file)
    {
        using var folder = new TempFolder();
        foreach (var path in Directory.GetFiles(trained.Result.BundleFolder!).Where(p => !p.EndsWith(file, StringComparison.Ordinal)))
            File.Copy(path, folder.File(Path.GetFileName(path)));
        Assert.Null(EncoderBundle.TryOpen(folder.Path, out var faults));
        Assert.Equal($"{file} is missing", Assert.Single(faults));
    }

    [Fact]
    public async Task Training_VersionThatExists_IsRefused()
    {
        var result = await BundleTrainer.TrainAsync(trained.Source, TrainedBundle.Options, trained.Root, new EncoderVersion(1), trained.Source.End, TimeProvider.System, null, Cancel);
        Assert.Contains("representation@v1", Assert.Single(result.Faults));
    }

    [Fact]
    public async Task Training_NothingBeforeTheCut_IsRefusedAndLeavesNothingBehind()
    {
        using var folder = new TempFolder();
        var result = await BundleTrainer.TrainAsync(trained.Source, TrainedBundle.Options, folder.Path, new EncoderVersion(1), DateTimeOffset.UnixEpoch, TimeProvider.System, null, Cancel);
        Assert.False(result.Succeeded);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Training_TooFewUsers_IsRefused()
    {
        using var folder = new TempFolder();
        var tiny = new Simulator(new SimulatorOptions { Users = 2, Items = 30, Days = 20 });
        var result = await BundleTrainer.TrainAsync(tiny, TrainedBundle.Options, folder.Path, new EncoderVersion(1), tiny.End, TimeProvider.System, null, Cancel);
        Assert.False(result.Succeeded);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Training_Cancelled_StopsAndLeavesNoBundle()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        var progress = new Stopper(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            BundleTrainer.TrainAsync(trained.Source, TrainedBundle.Options, folder.Path, new EncoderVersion(1), trained.Source.End, TimeProvider.System, progress, stop.Token));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Training_OnFileEvents_Works()
    {
        var path = RepoFiles.SharedData("oulad/sample_AAA_2013J.csv.gz");
        Assert.SkipWhen(path is null, "the shared data folder is absent");
        using var folder = new TempFolder();
        var file = EventFile.TryOpen(path!, RepoFiles.Mapping("oulad-sample.json"), out _, cancellationToken: Cancel)!;
        var options = TrainedBundle.Options with { Epochs = 2 };
        var result = await BundleTrainer.TrainAsync(file, options, folder.Path, new EncoderVersion(3), DateTimeOffset.Parse("2014-03-01T00:00:00Z"), TimeProvider.System, null, Cancel);
        Assert.Empty(result.Faults);
    }

    public static TheoryData<int[], Activation, bool, bool> Shapes => new() { { [], Activation.Selu, false, false }, { [24, 16], Activation.Gelu, true, false }, { [16], Activation.Tanh, false, true } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Training_OtherShapes_ExportWithinTheBound(int[] hidden, Activation activation, bool layerNorm, bool skip)
    {
        using var folder = new TempFolder();
        var options = TrainedBundle.Options with { Epochs = 2, Hidden = hidden, Activation = activation, LayerNorm = layerNorm, Skip = skip, Dropout = skip ? 0.1 : 0 };
        var result = await BundleTrainer.TrainAsync(trained.Source, options, folder.Path, new EncoderVersion(1), trained.Source.End, TimeProvider.System, null, Cancel);
        Assert.Empty(result.Faults);
        using var encoder = BundleEncoder.TryOpen(result.BundleFolder!, out var faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void Options_OutOfRange_AllFaultsAreNamed()
    {
        var faults = TrainingOptionsValidator.Faults(new TrainingOptions { WindowsDays = [30, 7], Latent = 0, LearningRate = double.NaN, BatchSize = 1, Hidden = [0] });
        Assert.Equal(5, faults.Count);
        Assert.Empty(TrainingOptionsValidator.Faults(new TrainingOptions()));
    }

    private static string Space(TrainingResult result) => BundleManifest.FromJson(File.ReadAllBytes(Path.Combine(result.BundleFolder!, BundleFiles.Manifest))).EmbeddingSpaceId;

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value is { Phase: TrainingPhase.Fitting })
                stop.Cancel();
        }
    }
}
