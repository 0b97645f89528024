using UserRep.Contracts.Versions;
using UserRep.Evaluator.Methods;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;
using UserRep.Evaluator.Tests.Methods;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

[assembly: AssemblyFixture(typeof(SmallWorld))]

namespace UserRep.Evaluator.Tests.Methods;

/// <summary>A simulated service, a bundle trained on it, and what is asked of both: made once for all tests.</summary>
public sealed class SmallWorld : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private BundleEncoder? _encoder;

    private static readonly TrainingOptions s_options = new()
    {
        Epochs = 3, Hidden = [32], Latent = 12, BatchSize = 64, WindowsDays = [7, 30], RhythmDays = 7, Threads = 2,
        ItemVectors = new() { CollaborativeDimension = 12, ContentDimension = 6 },
    };

    public Simulator Source { get; } = new(new SimulatorOptions { Users = 400, Items = 120, Days = 80 });

    internal BundleEncoder Encoder => _encoder!;

    internal MethodContext Context { get; private set; } = null!;

    internal Population Known { get; private set; } = null!;

    internal IReadOnlyList<EvaluationTask> Tasks { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var trained = await BundleTrainer.TrainAsync(Source, s_options, _folder.Path, new EncoderVersion(1), Source.End, TimeProvider.System, null, cancel);
        Assert.Empty(trained.Faults);
        _encoder = BundleEncoder.TryOpen(trained.BundleFolder!, out var faults);
        Assert.Empty(faults);
        Context = ContextOf(Source);
        Known = PopulationOf(Context);
        Tasks = [.. FutureTasks.Of(Context.Data, Known, recentDays: 28)];
    }

    public ValueTask DisposeAsync()
    {
        _encoder?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal MethodContext ContextOf(IEventSource source, int threads = 2)
    {
        var log = EventLogReader.Read(source.Events(), Source.End, _ => { }, CancellationToken.None);
        return new MethodContext(new EvaluationData(log, source, testShare: 0.3, Source.End.AddDays(-28)), Encoder, threads);
    }

    internal Population PopulationOf(MethodContext context) =>
        Populations.Known(context.Data, [CutAt(-40, false), CutAt(-33, false), CutAt(-14, true)], s_options.WindowsDays[^1], maxPerTrainCut: 1_000);

    internal Cut CutAt(int days, bool isTest) => new(Source.End.AddDays(days).ToUnixTimeMilliseconds(), isTest);
}
