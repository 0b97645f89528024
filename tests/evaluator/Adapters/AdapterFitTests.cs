using UserRep.Adapters;
using UserRep.Contracts.Versions;
using UserRep.Evaluator.Adapters;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tests.Runs;
using UserRep.Trainer.Events;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Tests.Adapters;

/// <summary>From the events to an adapter's file, between two real bundles that saw the same events with other seeds and widths.</summary>
public sealed class AdapterFitTests(EvaluatedWorld world) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Fit_TwoBundles_GivesAFileThatIsWholeRepeatableAndMapsBetterThanTheMean()
    {
        var second = await SecondAsync();
        var request = Request(second);

        var outcome = await AdapterFit.RunAsync(request, null, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Faults);
        var file = outcome.File!;
        Assert.Empty(AdapterCheck.Faults(file));
        Assert.Equal(("representation@v2", 10, "representation@v1", 12), (file.From.Version, file.From.Dimension, file.To.Version, file.To.Dimension));
        Assert.True(file.Simulated);
        Assert.Equal([AdapterKind.Orthogonal, AdapterKind.Affine, AdapterKind.ResidualMlp], file.Report.Candidates.Select(c => c.Kind));
        var taken = file.Report.Of(file.Kind)!;
        Assert.InRange(taken.HeldOut.CosineMean, 0.5, 1);
        Assert.InRange(taken.HeldOut.RelativeError, 0, 0.95);
        Assert.Contains(taken.Tasks, t => t.Task == "active-7d");
        Assert.All(taken.Tasks, t => Assert.True(t.LossLow <= t.Loss && t.Loss <= t.LossHigh && Math.Abs(t.True - t.Adapted - t.Loss) < 1e-5, t.ToString()));
        Assert.Equal(file.Id, (await AdapterFit.RunAsync(request, null, TestContext.Current.CancellationToken)).File!.Id);
    }

    [Fact]
    public async Task Fit_KindAndTasksNamed_TakesThoseAlone()
    {
        var outcome = await AdapterFit.RunAsync(Request(await SecondAsync()) with { Kind = AdapterKind.ResidualMlp, Tasks = ["active-7d", "no-such"] }, null, TestContext.Current.CancellationToken);

        Assert.Equal(AdapterKind.ResidualMlp, outcome.File!.Kind);
        Assert.All(outcome.File.Report.Candidates, c => Assert.Equal("active-7d", Assert.Single(c.Tasks).Task));
        Assert.Contains(outcome.File.Report.Notes, n => n.StartsWith("no-such is left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fit_OneSpaceOrNoBundle_IsRefused()
    {
        Assert.Contains("are one space", Assert.Single((await AdapterFit.RunAsync(Request(world.BundleFolder), null, TestContext.Current.CancellationToken)).Faults), StringComparison.Ordinal);
        Assert.NotEmpty((await AdapterFit.RunAsync(Request(_folder.Path), null, TestContext.Current.CancellationToken)).Faults);
    }

    [Fact]
    public void Pairs_OfPopulation_KeepPersonsApartAndEndWithTheData()
    {
        var log = EventLogReader.Read(world.Source.Events(), DateTimeOffset.MaxValue, _ => { }, TestContext.Current.CancellationToken);
        var data = new EvaluationData(log, world.Source, 0.3, world.CutOff);
        var cuts = PairPopulation.Cuts(data, 4);

        var held = PairPopulation.Of(data, "held out", cuts, 30, u => data.IsTestUser[u], 1000);

        Assert.Equal(4, cuts.Count);
        Assert.True(cuts[^1].At >= data.End);
        Assert.NotEmpty(held.Samples);
        Assert.All(held.Samples, s => Assert.True(data.IsTestUser[s.User]));
        Assert.Equal(50, PairPopulation.Of(data, "held out", cuts, 30, u => data.IsTestUser[u], 50).Samples.Length);
    }

    public void Dispose() => _folder.Dispose();

    private AdapterFitRequest Request(string from) => new(world.Source, from, world.BundleFolder, world.Request(world.Source).Options) { Quick = true };

    private async Task<string> SecondAsync()
    {
        var trained = await BundleTrainer.TrainAsync(
            world.Source, EvaluatedWorld.Training with { Seed = 2, Latent = 10 }, _folder.Path, new EncoderVersion(2), world.CutOff, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Empty(trained.Faults);
        return trained.BundleFolder!;
    }
}
