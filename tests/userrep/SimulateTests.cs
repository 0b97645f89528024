using UserRep.Trainer.EventFiles;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Command.Tests;

public class SimulateTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("csv.gz")]
    [InlineData("parquet")]
    public async Task Simulate_ReadBack_GivesTheSameHistoriesAndItems(string format)
    {
        using var folder = new TempFolder();
        var ran = (await Ran.Of("simulate", "--users", "40", "--items", "60", "--days", "20", "--seed", "7", "--format", format, "--out", folder.Path, "--output", "json")).Succeeded();
        var simulator = new Simulator(new SimulatorOptions { Users = 40, Items = 60, Days = 20, Seed = 7 });
        var file = EventFile.TryOpen(ran.Json.GetProperty("eventsPath").GetString()!, folder.File("mapping.json"), out var faults, 0, TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        Assert.Equal(simulator.Events().Count(), file!.Events().Count());
        Assert.Equal(simulator.Name, file.Name);
        Assert.True(file.Simulated);
        Assert.Equal(simulator.ItemCategories.ToDictionary(i => i.Key, i => string.Join('|', i.Value)), file.ItemCategories.ToDictionary(i => i.Key, i => string.Join('|', i.Value)));
        // Histories hold ids, weights, times, picks and profiles, and don't depend on the order of equal times.
        Assert.Equal(HistoryReplay.Histories(simulator.Events(), simulator.End), HistoryReplay.Histories(file.Events(), simulator.End));
        Assert.Equal(simulator.Events().Select(e => e.EventId).Order(), file.Events().Select(e => e.EventId).Order());
    }

    [Fact]
    public async Task Simulate_BadSizes_AreAllTold()
    {
        using var folder = new TempFolder();
        (await Ran.Of("simulate", "--users", "0", "--days", "0", "--out", folder.Path)).Refused("users is 0", "days is 0");
    }
}
