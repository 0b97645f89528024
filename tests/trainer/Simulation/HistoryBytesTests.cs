using Google.Protobuf;
using UserRep.Contracts.Wire;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;

namespace UserRep.Trainer.Tests.Simulation;

/// <summary>The bytes of deploy/docs/sizing.md: who changes what is stored must change that page.</summary>
public class HistoryBytesTests(ITestOutputHelper output)
{
    [Fact]
    public void Histories_OfSimulatedListeners_TakeTheBytesOfTheSizingPage()
    {
        var simulator = new Simulator(new SimulatorOptions { Users = 2000, Items = 20_000, Days = 180 });
        var histories = HistoryReplay.Histories(simulator.Events(), simulator.End).Values;
        var sizes = histories.Select(h => h.CalculateSize()).Order().ToArray();
        var events = histories.Average(h => h.Days.Sum(d => d.EventHashes.Count));
        var activities = histories.Average(h => h.Days.Sum(d => d.Items.Count));
        output.WriteLine($"{sizes.Length} simulated users, {events:F1} events and {activities:F1} activities each: {sizes.Average():F0} bytes, median {sizes[sizes.Length / 2]}, p99 {sizes[sizes.Length * 99 / 100]}, {sizes.Sum() / events / sizes.Length:F1} an event");
        Assert.Equal(2133, sizes.Average(), 1.0);
        Assert.Equal((1076, 15_720), (sizes[sizes.Length / 2], sizes[sizes.Length * 99 / 100]));
    }

    [Theory]
    [InlineData(64, 323)]
    [InlineData(128, 579)]
    public void Embedding_AsItIsStored_TakesTheBytesOfTheSizingPage(int dimension, int bytes)
    {
        const long Now = 1_750_000_000_000;
        var stored = new StoredEmbedding
        {
            Vector = ByteString.CopyFrom(new byte[4 * dimension]), AsOf = Now, Emission = 300, FeaturesHash = ulong.MaxValue, EmbeddingSpaceId = new string('a', 32), StoredAt = Now, DirectoryPage = 70_000,
        };
        output.WriteLine($"{dimension} dimensions: {stored.CalculateSize()} bytes");
        Assert.Equal(bytes, stored.CalculateSize());
    }
}
