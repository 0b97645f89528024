using UserRep.Contracts.Events;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Trainer.Tests.Simulation;

public class SimulatorTests
{
    [Fact]
    public void Simulator_Defaults_GiveTwoHundredThousandEventsInTimeOrder()
    {
        var simulator = new Simulator(new SimulatorOptions());
        var (count, last, users, actions) = (0, long.MinValue, new HashSet<string>(), new Dictionary<string, int>());
        foreach (var e in simulator.Events())
        {
            Assert.True(e.At >= last);
            last = e.At;
            count++;
            users.Add(e.UserId);
            var what = e.Action ?? e.Kind.ToString();
            actions[what] = actions.GetValueOrDefault(what) + 1;
        }
        Assert.InRange(count, 200_000, 225_000);
        Assert.Equal(3_000, users.Count);
        Assert.True(last < simulator.End.ToUnixTimeMilliseconds());
        Assert.Equal(UnixDay.Of(simulator.End) - 1, UnixDay.Of(last));
        Assert.Superset(new HashSet<string> { "listen", "like", "skip", "follow", "search-click", "Onboarding", "Profile" }, actions.Keys.ToHashSet());
    }

    [Fact]
    public void Simulator_SameSeed_GivesTheSameEvents()
    {
        var options = new SimulatorOptions { Users = 60, Items = 100, Days = 30 };
        Assert.Equal(Lines(options), Lines(options));
        Assert.NotEqual(Lines(options), Lines(options with { Seed = 2 }));
    }

    [Fact]
    public void Simulator_EventIds_AreUniqueAndNumbered()
    {
        var ids = new Simulator(new SimulatorOptions { Users = 60, Items = 100, Days = 30 }).Events().Select(e => e.EventId).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal("sim-e-000001", ids[0]);
    }

    [Fact]
    public void SimulatorOptions_OutOfRange_AllFaultsAreNamed() =>
        Assert.Equal(4, new SimulatorOptions { Users = 0, Items = 1, Days = 0, EventsPerUserDay = double.NaN }.Faults().Count);

    private static List<string> Lines(SimulatorOptions options) =>
        [.. new Simulator(options).Events().Select(e => $"{e.EventId} {e.At} {e.UserId} {e.ItemId} {e.Action} {e.PlayedMs} {string.Join(',', e.ItemIds ?? [])}")];
}
