using UserRep.Contracts.Events;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Coverage;
using UserRep.EmbeddingStore.Storing;
using UserRep.EmbeddingStore.Tests.Storing;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Coverage;

public class CoverageTests
{
    [Fact]
    public void Quantiles_OverAllShards_AreThoseOfTheUsers()
    {
        var (one, other) = (new EmbeddingDirectory(), new EmbeddingDirectory());
        one.AsOfDays.Add(100, 1);
        one.AsOfDays.Add(300, 90);
        other.AsOfDays.Add(200, 9);
        other.AsOfDays.Add(400, 100);

        Assert.Equal(new AsOfQuantiles(UnixDay.Date(100), UnixDay.Date(200), UnixDay.Date(300), UnixDay.Date(400), UnixDay.Date(400)), AsOfDays.Quantiles([one, other]));
        Assert.Null(AsOfDays.Quantiles([new EmbeddingDirectory()]));
    }

    [Fact]
    public async Task Bytes_OfAVersion_AreScaledFromAPageOfIt()
    {
        var store = new StoreFixture();
        await store.Replica().WriteAsync(Shard, Batch(Users(1000, 512)), TestContext.Current.CancellationToken);
        EmbeddingDirectory[] directories = [new(), store.Directory()];
        var bytes = new StoredBytes(store.State);

        Assert.Equal(0, await bytes.OfAsync(VersionName, [new(), new()], TestContext.Current.CancellationToken));
        var all = await bytes.OfAsync(VersionName, [.. Enumerable.Range(0, EmbeddingKeys.Shards).Select(s => s == Shard ? directories[1] : directories[0])], TestContext.Current.CancellationToken);
        // Keys of 22 characters, vectors of 8 bytes and what is beside them.
        Assert.InRange(all / 512, 60, 130);
    }
}
