using UserRep.Contracts.Versions;
using UserRep.Evaluator.Results;
using UserRep.Evaluator.Tests.Runs;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

[assembly: AssemblyFixture(typeof(EvaluatedWorld))]

namespace UserRep.Evaluator.Tests.Runs;

/// <summary>A bundle that has seen neither the last 40 days nor three in ten persons, and its evaluation.</summary>
public sealed class EvaluatedWorld : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal static TrainingOptions Training { get; } = new()
    {
        Epochs = 3, Hidden = [32], Latent = 12, BatchSize = 64, WindowsDays = [7, 30], RhythmDays = 7, Threads = 2, LeaveOut = 0.3,
        ItemVectors = new() { CollaborativeDimension = 12, ContentDimension = 6 },
    };

    internal SimulatedSource Source { get; } = new(new Simulator(new SimulatorOptions { Users = 300, Items = 120, Days = 120, EventsPerUserDay = 1.2 }));

    public DateTimeOffset CutOff => Source.End.AddDays(-40);

    public string BundleFolder { get; private set; } = "";

    public EvaluationResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var trained = await BundleTrainer.TrainAsync(Source, Training, _folder.Path, new EncoderVersion(1), CutOff, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(trained.Faults);
        BundleFolder = trained.BundleFolder!;
        Result = await EvaluateAsync(Source);
    }

    internal async Task<EvaluationResult> EvaluateAsync(IEventSource source)
    {
        var outcome = await Evaluation.RunAsync(Request(source), TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(outcome.Faults);
        return outcome.Result!;
    }

    internal EvaluationRequest Request(IEventSource source)
    {
        // Named, since cuts are spread over all events there are.
        DateOnly Day(int days) => DateOnly.FromDateTime(Source.End.AddDays(days).UtcDateTime);
        var options = new EvaluationOptions { TrainCuts = [Day(-100), Day(-80), Day(-68)], TestCuts = [Day(-39), Day(-32)], Draws = 20, Seeds = [1], MinPositives = 5, Threads = 2 };
        return new EvaluationRequest(source, BundleFolder, options, "userrep evaluate") { Quick = true };
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
