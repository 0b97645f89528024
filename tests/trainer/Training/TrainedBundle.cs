using UserRep.Contracts.Versions;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Trainer.Tests.Training;

/// <summary>One small bundle, trained once for all tests that only read it.</summary>
public sealed class TrainedBundle : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public static readonly TrainingOptions Options = new() { Epochs = 4, Hidden = [32], Latent = 12, BatchSize = 64, ItemVectors = new() { CollaborativeDimension = 12, ContentDimension = 6 } };

    public Simulator Source { get; } = new(new SimulatorOptions { Users = 300, Items = 200, Days = 60 });

    public TrainingResult Result { get; private set; } = null!;

    public List<TrainingProgress> Progress { get; } = [];

    public string Root => _folder.Path;

    public async ValueTask InitializeAsync() =>
        Result = await BundleTrainer.TrainAsync(Source, Options, Root, new EncoderVersion(1), Source.End, TimeProvider.System, new Recorder(Progress), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Recorder(List<TrainingProgress> into) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            lock (into)
                into.Add(value);
        }
    }
}
