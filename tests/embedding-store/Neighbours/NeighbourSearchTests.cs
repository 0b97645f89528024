using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Reads;
using UserRep.EmbeddingStore.Neighbours;
using UserRep.EmbeddingStore.Tests.Storing;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Neighbours;

public class NeighbourSearchTests
{
    private readonly StoreFixture _store = new();
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NewUsers_AreSeenOnceTheSnapshotIsOlderThanTheBound()
    {
        await WriteAsync(0, 300);
        var search = Search();
        Assert.Equal(100, (await FindAsync(search, "u0")).Value!.Neighbours.Count);
        await WriteAsync(300, 5);
        Assert.Equal("USER_NOT_FOUND", (await FindAsync(search, "u301")).Problem!.Code);
        _clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False((await FindAsync(search, "u301")).Ok);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await FindAsync(search, "u301")).Ok);
    }

    [Fact]
    public async Task Find_MoreUsersThanOffered_IsRefused()
    {
        await WriteAsync(0, 11);
        Assert.Equal("TOO_MANY_USERS", (await FindAsync(Search(maxUsers: 10), "u0")).Problem!.Code);
        Assert.True((await FindAsync(Search(maxUsers: 11), "u0")).Ok);
    }

    [Fact]
    public async Task Find_LoadingFailed_IsTriedAgainByTheNextCall()
    {
        await WriteAsync(0, 3);
        var search = Search();
        _store.Dapr.OnRead = keys => keys.Count == 3 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => FindAsync(search, "u0"));
        _store.Dapr.OnRead = _ => Task.CompletedTask;
        Assert.True((await FindAsync(search, "u0")).Ok);
    }

    private NeighbourSearch Search(int maxUsers = 100_000) => new(_store.State, Options.Create(new EmbeddingStoreOptions { NeighbourMaxUsers = maxUsers }), _clock);

    private static Task<ServiceDefaults.Problems.Outcome<NeighboursResponse>> FindAsync(NeighbourSearch search, string user) => search.FindAsync(VersionName, new NeighboursRequest(user, 100), Cancel);

    private Task WriteAsync(int from, int count) => _store.Replica().WriteAsync(Shard, Batch(Users(from, count)), Cancel);
}
