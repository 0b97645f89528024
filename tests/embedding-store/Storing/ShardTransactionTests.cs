using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.Contracts.Freshness;
using UserRep.EmbeddingStore.Storing;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Storing;

public abstract class ShardTransactionTests(EtagBehaviour etags)
{
    private readonly StoreFixture _store = new(etags);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_NewUsers_StoresVectorsAndDirectoryInOneTransaction()
    {
        Assert.Equal(WriteResult.Done, await WriteAsync(Users(0, 5)));
        Assert.Equal(1, _store.Dapr.Commits);
        Assert.Equal(Space, _store.Stored("u4")!.EmbeddingSpaceId);
        Assert.Equal((5, 1u, 2u), (_store.Directory().Users, _store.Directory().Pages, _store.Directory().Dimension));
        _store.AssertConsistent();
    }

    [Theory]
    // emission and as_of stored, offered; whether the offered one wins
    [InlineData(5, 100, 4, 900, false)]
    [InlineData(5, 100, 5, 99, false)]
    [InlineData(5, 100, 5, 100, false)]
    [InlineData(5, 100, 5, 101, true)]
    [InlineData(5, 100, 6, 1, true)]
    public async Task Write_OverAStoredVector_OnlyANewerOneReplacesIt(long emission, long asOf, long offeredEmission, long offeredAsOf, bool wins)
    {
        await WriteAsync([User("u", emission, asOf)]);
        Assert.Equal(WriteResult.Done, await WriteAsync([User("u", offeredEmission, offeredAsOf)]));
        var stored = _store.Stored("u")!;
        Assert.Equal(wins ? (offeredEmission, offeredAsOf) : (emission, asOf), (stored.Emission, stored.AsOf));
        Assert.Equal(User("u", stored.Emission, stored.AsOf).Vector, stored.Vector);
        Assert.Equal(wins ? 2 : 1, _store.Dapr.Commits);
    }

    [Fact]
    public async Task Write_SeveralOfOneUserInABatch_KeepsTheNewestAndCountsTheUserOnce()
    {
        await WriteAsync([User("u", 2, 5), User("u", 3, 1), User("u", 1, 9), User("u", 3, 1)]);
        Assert.Equal(3, _store.Stored("u")!.Emission);
        Assert.Equal(1, _store.Directory().Users);
        _store.AssertConsistent();
    }

    [Fact]
    public async Task Write_NewerAsOf_MovesTheUserToItsDay()
    {
        await WriteAsync([User("u1", 1, 1), User("u2", 1, 1)]);
        await WriteAsync([User("u1", 2, 3 * UnixDay.MillisecondsPerDay)]);
        Assert.Equal(new Dictionary<int, long> { [0] = 1, [3] = 1 }, new Dictionary<int, long>(_store.Directory().AsOfDays));
        await WriteAsync([User("u2", 2, 3 * UnixDay.MillisecondsPerDay)]);
        Assert.Equal(new Dictionary<int, long> { [3] = 2 }, new Dictionary<int, long>(_store.Directory().AsOfDays));
    }

    [Fact]
    public async Task Write_MoreUsersThanAPage_FillsPagesInOrder()
    {
        foreach (var (from, count) in new[] { (0, 100), (100, 156), (256, 1), (257, 600) })
        {
            await WriteAsync(Users(from, count));
            _store.AssertConsistent();
        }
        Assert.Equal([256, 256, 256, 89], _store.Pages().Select(p => p.UserIds.Count));
    }

    [Fact]
    public async Task Write_MoreUsersThanATransactionMayHold_GoesOutInParts()
    {
        Assert.Equal(WriteResult.Done, await _store.Replica(maxUsers: 10).WriteAsync(Shard, Batch(Users(0, 35)), Cancel));
        Assert.Equal(4, _store.Dapr.Commits);
        _store.AssertConsistent();
    }

    [Fact]
    public async Task Write_AnotherSpaceOrDimension_IsRefusedAndChangesNothing()
    {
        await WriteAsync([User("u1")]);
        Assert.Equal(WriteResult.WrongSpace, await _store.Replica().WriteAsync(Shard, Batch(User("u1", 9)) with { EmbeddingSpaceId = "space-2" }, Cancel));
        Assert.Equal(WriteResult.WrongSpace, await _store.Replica().WriteAsync(Shard, Batch(User("u2", 9)) with { Dimension = 3 }, Cancel));
        Assert.Equal((1, 1), (_store.Dapr.Commits, _store.Directory().Users));
    }

    [Fact]
    public async Task Write_CausedByAnEvent_CountsFreshnessOnceHoweverOftenItComes()
    {
        var clock = new FakeTimeProvider();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = Batch(User("u1", publishedAt: now - 120), User("u2", publishedAt: now - 120), User("u3", publishedAt: now + 50), User("u4"));
        for (var i = 0; i < 3; i++)
            await _store.Replica(clock: clock).WriteAsync(Shard, batch, Cancel);
        var freshness = _store.Directory().Freshness;
        Assert.Equal(FreshnessBuckets.Count, freshness.Count);
        Assert.Equal(2, freshness[FreshnessBuckets.IndexOf(120)]);
        // A publisher whose clock is ahead counts as no time at all.
        Assert.Equal(1, freshness[0]);
        Assert.Equal(3, freshness.Sum());
    }

    [Fact]
    public async Task Write_TheAnswerIsLost_CountsNothingTwice()
    {
        _store.Dapr.LostAnswers = 1;
        var published = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(WriteResult.Done, await WriteAsync([User("u1", publishedAt: published), User("u2")]));
        Assert.Equal(1, _store.Dapr.Commits);
        Assert.Equal((2, 1), (_store.Directory().Users, _store.Directory().Freshness.Sum()));
        _store.AssertConsistent();
    }

    [Theory]
    [InlineData(4, 5, true)]
    [InlineData(5, 5, false)]
    public async Task Write_TheStoreFails_IsTriedAgainUpToTheLimit(int failures, int maxTries, bool stored)
    {
        _store.Dapr.Failures = failures;
        Assert.Equal(stored ? WriteResult.Done : WriteResult.TryAgain, await _store.Replica(maxTries).WriteAsync(Shard, Batch(User("u")), Cancel));
        Assert.Equal(stored, _store.Stored("u") is not null);
    }

    [Fact]
    public async Task Write_AnotherReplicaIsFirst_ReadsAgainAndKeepsTheNewer()
    {
        var first = true;
        _store.Dapr.OnCommit = async () =>
        {
            if (!first)
                return;
            first = false;
            await WriteAsync([User("u", 7), User("u2", 1)]);
        };
        Assert.Equal(WriteResult.Done, await WriteAsync([User("u", 5), User("u3", 5)]));
        Assert.Equal(1, _store.Dapr.Conflicts);
        Assert.Equal(7, _store.Stored("u")!.Emission);
        Assert.Equal(3, _store.Directory().Users);
        _store.AssertConsistent();
    }

    [Fact]
    public async Task Write_AnotherReplicaFillsThePageBetweenTheReads_StillEnds()
    {
        await WriteAsync(Users(0, 250));
        var first = true;
        _store.Dapr.OnRead = async keys =>
        {
            // The directory was read with room for 6 in its page; by the time the page is read it is full.
            if (!first || keys is not [var key] || key != EmbeddingKeys.Page(VersionName, Shard, 0))
                return;
            first = false;
            await WriteAsync(Users(250, 6));
        };
        Assert.Equal(WriteResult.Done, await WriteAsync(Users(300, 10)).WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(266, _store.Directory().Users);
        _store.AssertConsistent();
    }

    [Fact]
    public async Task Write_ReplicasRace_TheDirectoryCountsEveryUserOnce()
    {
        // Every commit lets the others run, so that transactions do interleave.
        _store.Dapr.OnCommit = async () => await Task.Yield();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(replica => Task.Run(async () =>
        {
            var transaction = _store.Replica(maxTries: 100);
            for (var round = 0; round < 8; round++)
                Assert.Equal(WriteResult.Done, await transaction.WriteAsync(Shard, Batch(Users(replica * 40 + round * 10, 60, emission: 1 + round)), Cancel));
        }, Cancel)));
        _store.AssertConsistent();
        Assert.Equal(250, _store.Directory().Users);
    }

    [Fact]
    public async Task Write_Cancelled_Throws()
    {
        _store.Dapr.Failures = int.MaxValue;
        using var stop = new CancellationTokenSource();
        _store.Dapr.OnCommit = () => stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.Replica().WriteAsync(Shard, Batch(User("u")), stop.Token));
    }

    private Task<WriteResult> WriteAsync(IEnumerable<Contracts.Wire.UserEmbedding> users) => _store.Replica().WriteAsync(Shard, Batch(users), Cancel);
}

public sealed class ShardTransactionOnOpaqueEtagsTests() : ShardTransactionTests(EtagBehaviour.Opaque);

public sealed class ShardTransactionOnCountingEtagsTests() : ShardTransactionTests(EtagBehaviour.Counting);
