using UserRep.Contracts.Versions;
using UserRep.Evaluator.Cost;
using UserRep.Evaluator.Reports;
using UserRep.Evaluator.Tests.Reports;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class CostModelTests
{
    private static readonly CostOptions s_quick = new() { Emissions = 50, Events = 500, Repetitions = 3, CpuMilliseconds = 1 };

    [Fact]
    public async Task Cost_OfASimulation_IsMeasuredAndWrittenDown()
    {
        using var folder = new TempFolder();
        var token = TestContext.Current.CancellationToken;
        var source = new Simulator(new SimulatorOptions { Users = 120, Items = 60, Days = 40 });
        var trained = await BundleTrainer.TrainAsync(
            source, new TrainingOptions { Epochs = 1, Hidden = [8], Latent = 6, BatchSize = 32, ItemVectors = new() { CollaborativeDimension = 4, ContentDimension = 4 } },
            folder.Path, new EncoderVersion(1), source.End, TimeProvider.System, cancellationToken: token);

        var (result, faults) = await CostModel.MeasureAsync(source, trained.BundleFolder!, s_quick, TimeProvider.System, cancellationToken: token);

        Assert.Empty(faults);
        var units = result!.Units;
        foreach (var spread in (Spread[])[units.HistoryUpdate, units.FeatureBuild, units.Encode, units.VectorWrite, units.VectorRead, units.OwnBuild, units.OwnWrite, units.OwnRead])
            Assert.True(spread.Low > 0 && spread.Low <= spread.Median && spread.Median <= spread.High && double.IsFinite(spread.High), $"{spread}");
        Assert.True(units.VectorBytes > result.Dimension * sizeof(float));
        Assert.True(units.OwnRowBytes > result.CuratedWidth * sizeof(float));
        Assert.Equal(CostFormula.Of(result.Traffic, units), result.Paths);
        Assert.True(result.Simulated);

        EvaluationReport.Write(FakeResult.Make(), folder.File("report"), result);
        CostReport.Write(result, folder.File("cost"));
        var rows = File.ReadAllLines(folder.File("cost/cost.csv"));
        Assert.Equal(1 + 3 * 3 * 5, rows.Length);
        Assert.Equal(rows, File.ReadAllLines(folder.File("report/cost.csv")));
        Assert.Contains("SIMULATED DATA", File.ReadAllText(folder.File("cost/cost.html")));
        Assert.Contains("600,000,000 users", File.ReadAllText(folder.File("report/report.html")));
    }

    [Fact]
    public async Task Cost_WithBadOptionsAndNoBundle_TellsAllFaults()
    {
        using var folder = new TempFolder();
        var source = new Simulator(new SimulatorOptions { Users = 10, Items = 20, Days = 5 });
        var (result, faults) = await CostModel.MeasureAsync(source, folder.Path, s_quick with { Repetitions = 0 }, TimeProvider.System, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(result);
        Assert.Contains(faults, f => f.StartsWith("repetitions", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("manifest.json is missing", StringComparison.Ordinal));
    }
}
