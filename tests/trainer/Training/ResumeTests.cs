using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

public sealed class ResumeTests(ResumeTests.Undisturbed undisturbed) : IClassFixture<ResumeTests.Undisturbed>, IDisposable
{
    private const string Checkpoint = ".representation@v1.checkpoint";

    private static readonly TrainingOptions s_options = TrainedBundle.Options with { Epochs = 5, Threads = 1, CheckpointSeconds = 0 };

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_KilledAfterAnEpoch_EndsWithTheSameBytes(int epoch)
    {
        await KilledAfter(epoch);
        Assert.Equal([Checkpoint], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        var result = await Train(s_options, Resume.Required);
        Assert.Empty(result.Faults);
        Assert.Equal((epoch, 5), (result.ResumedFrom, result.EpochsRun));
        Assert.Contains($"after epoch {epoch}", Assert.Single(result.Notes!));
        foreach (var file in Directory.GetFiles(undisturbed.Result.BundleFolder!).Select(Path.GetFileName))
            Assert.Equal(File.ReadAllBytes(Path.Combine(undisturbed.Result.BundleFolder!, file!)), File.ReadAllBytes(Path.Combine(result.BundleFolder!, file!)));
        Assert.False(Directory.Exists(_folder.File(Checkpoint)));
    }

    [Fact]
    public async Task Checkpoint_OfOtherOptionsOrCut_IsRefusedByNameOrDiscarded()
    {
        await KilledAfter(2);
        var other = s_options with { LearningRate = 0.002, Threads = 2, Quantize = Trainer.Quantization.Quantize.Int8 };
        var refused = await Train(other, Resume.Required, cut: undisturbed.Source.End.AddMilliseconds(-1));
        var fault = Assert.Single(refused.Faults);
        Assert.Contains("options.learningRate was 0.001, is 0.002", fault);
        Assert.Contains("cut-off was", fault);
        Assert.DoesNotContain("quantize", fault);
        Assert.DoesNotContain("threads", fault);
        Assert.True(Directory.Exists(_folder.File(Checkpoint)));
        var anew = await Train(other, Resume.IfItFits);
        Assert.Equal(0, anew.ResumedFrom);
        Assert.Contains("discarded: options.learningRate", Assert.Single(anew.Notes!));
    }

    [Fact]
    public async Task Checkpoint_OfOtherEvents_IsRefused()
    {
        await KilledAfter(1);
        var source = new Simulator(new SimulatorOptions { Users = 300, Items = 200, Days = 60, Seed = 2 });
        Assert.Contains("data fingerprint was", Assert.Single((await Train(s_options, Resume.Required, source)).Faults));
    }

    [Fact]
    public async Task Checkpoint_Damaged_IsDiscarded()
    {
        await KilledAfter(1);
        var file = Path.Combine(_folder.File(Checkpoint), "fit.bin");
        var bytes = File.ReadAllBytes(file);
        bytes[^100] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("damaged", Assert.Single((await Train(s_options, Resume.Required)).Faults));
        File.WriteAllBytes(file, []);
        Assert.Contains("damaged", Assert.Single((await Train(s_options, Resume.IfItFits)).Notes!));
    }

    [Fact]
    public async Task Resume_Never_StartsAnew()
    {
        await KilledAfter(1);
        var result = await Train(s_options, Resume.Never);
        Assert.Equal((0, 5), (result.ResumedFrom, result.EpochsRun));
    }

    [Fact]
    public async Task Resume_RequiredWithoutACheckpoint_IsAFault() =>
        Assert.Contains("no checkpoint", Assert.Single((await Train(s_options, Resume.Required)).Faults));

    [Fact]
    public async Task Checkpoint_BeforeTheInterval_IsNotWritten()
    {
        var time = new FakeTimeProvider();
        var written = new List<bool>();
        var watch = new Watcher(epoch =>
        {
            written.Add(Directory.Exists(_folder.File(Checkpoint)));
            time.Advance(TimeSpan.FromSeconds(4));
        });
        await Train(s_options with { CheckpointSeconds = 10 }, progress: watch, time: time);
        // Twelve seconds have passed when the fourth epoch ends.
        Assert.Equal([false, false, false, true, true], written);
    }

    public void Dispose() => _folder.Dispose();

    private async Task KilledAfter(int epoch)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Train(s_options, progress: new Watcher(e =>
        {
            if (e == epoch)
                stop.Cancel();
        }), cancellationToken: stop.Token));
    }

    private Task<TrainingResult> Train(
        TrainingOptions options, Resume resume = Resume.IfItFits, IEventSource? source = null, DateTimeOffset? cut = null, IProgress<TrainingProgress>? progress = null,
        TimeProvider? time = null, CancellationToken? cancellationToken = null) => BundleTrainer.TrainAsync(
            source ?? undisturbed.Source, options, new TrainingRequest(_folder.Path, new EncoderVersion(1), cut ?? undisturbed.Source.End) { Resume = resume },
            time ?? TimeProvider.System, progress, cancellationToken ?? TestContext.Current.CancellationToken);

    private sealed class Watcher(Action<int> epochDone) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value is { Phase: TrainingPhase.Fitting, Loss: not null } && value.Message.StartsWith("epoch ", StringComparison.Ordinal))
                epochDone(int.Parse(value.Message[6..]));
        }
    }

    public sealed class Undisturbed : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public Simulator Source { get; } = new(new SimulatorOptions { Users = 300, Items = 200, Days = 60 });

        public TrainingResult Result { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Result = await BundleTrainer.TrainAsync(
            Source, s_options, _folder.Path, new EncoderVersion(1), Source.End, TimeProvider.System, null, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
