using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Erasing;
using UserRep.EmbeddingStore.Storing;
using UserRep.EmbeddingStore.Tests.Storing;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Erasing;

public abstract class EmbeddingEraserTests(EtagBehaviour etags)
{
    private const string Other = "representation@v2";
    private static readonly string[] s_users = [.. Enumerable.Range(0, 6000).Select(i => $"u{i}").Where(u => StableHash.Shard(u, EmbeddingKeys.Shards) == Shard).Take(300)];
    private static readonly string s_gone = s_users[7];

    private readonly StoreFixture _store = new(etags);
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_AUser_GoesFromEveryVersionAndNobodyElseDoes()
    {
        await WriteAsync(s_users.Select(u => User(u, 5)));
        await WriteAsync(s_users.Take(10).Select(u => User(u, 5)), Other);
        await WriteAsync([User(s_users[0])], "representation@v3");
        Assert.Equal([VersionName, Other], await EraseAsync("r1", 5));
        AssertIsGone(299);
        Assert.Equal(9, _store.Directory(Other).Users);
        Assert.DoesNotContain(_store.Dapr.Keys, k => k.EndsWith('/' + s_gone));
        // Asked again, also by a replica that knows nothing of it: the same answer, and nothing is changed.
        var commits = _store.Dapr.Commits;
        Assert.Equal([VersionName, Other], await EraseAsync("r1", 5));
        Assert.Equal(commits, _store.Dapr.Commits);
    }

    [Fact]
    public async Task Write_AfterAnErasure_OnlyANewHistoryIsStored()
    {
        await WriteAsync([User(s_gone, 5), User(s_users[1], 5)]);
        await EraseAsync("r1", 5);
        // Live or backfill, of a version that is there or one that is new.
        await WriteAsync([User(s_gone, 5, asOf: 9_000_000)]);
        await WriteAsync([User(s_gone, 4), User(s_users[1], 6)], Other);
        AssertIsGone(1);
        Assert.Equal(1, _store.Directory(Other).Users);
        await WriteAsync([User(s_gone, 6)]);
        Assert.Equal(6, _store.Stored(s_gone)!.Emission);
        // The order comes again, after the new history began.
        await EraseAsync("r1", 5);
        Assert.NotNull(_store.Stored(s_gone));
        // The next user takes the place in the page.
        Assert.Equal([s_users[1], s_gone], _store.Pages().Single().UserIds);
    }

    [Fact]
    public async Task Write_ThatReadBeforeTheErasure_DoesNotBringTheVectorBack()
    {
        await WriteAsync([User(s_users[1])]);
        var first = true;
        _store.Dapr.OnCommit = async () =>
        {
            if (!first)
                return;
            first = false;
            await EraseAsync("r1", 5);
        };
        await WriteAsync([User(s_gone, 5), User(s_users[1], 6)]);
        AssertIsGone(1);
        Assert.Equal(6, _store.Stored(s_users[1])!.Emission);
    }

    [Fact]
    public async Task Erase_WritersAndErasersRace_NoErasedVectorIsLeft()
    {
        await WriteAsync(s_users.Take(40).Select(u => User(u)));
        _store.Dapr.OnCommit = async () => await Task.Yield();
        var writers = Enumerable.Range(2, 8).Select(e => Task.Run(() => _store.Replica(maxTries: 200).WriteAsync(Shard, Batch(s_users.Take(40).Select(u => User(u, e))), Cancel), Cancel));
        var erasers = s_users.Take(4).Select(u => Task.Run(() => Eraser(200).EraseAsync(Order("r-" + u, 9, u), Cancel), Cancel));
        Assert.All(await Task.WhenAll(erasers), Assert.NotNull);
        Assert.All(await Task.WhenAll(writers), r => Assert.Equal(WriteResult.Done, r));
        Assert.All(s_users.Take(4), u => Assert.Null(_store.Stored(u)));
        Assert.Equal(s_users.Skip(4).Take(36).Order(), _store.Pages().SelectMany(p => p.UserIds).Order());
        Assert.Equal((36, 36), (_store.Directory().Users, _store.Directory().AsOfDays.Values.Sum()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Erase_CutShort_IsFinishedByTheNextDelivery(int commits)
    {
        await WriteAsync(s_users.Select(u => User(u, 5)));
        await WriteAsync(s_users.Select(u => User(u, 5)), Other);
        _store.Dapr.OnCommit = () => commits-- > 0 ? Task.CompletedTask : throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => EraseAsync("r1", 5));
        _store.Dapr.OnCommit = () => Task.CompletedTask;
        Assert.Equal([VersionName, Other], await EraseAsync("r1", 5));
        AssertIsGone(299);
        Assert.Equal(299, _store.Directory(Other).Users);
    }

    [Fact]
    public async Task Erase_TheStoreStaysAway_IsLeftToRedelivery()
    {
        _store.Dapr.Failures = int.MaxValue;
        Assert.Null(await Eraser(2).EraseAsync(Order("r1", 5, s_gone), Cancel));
    }

    [Fact]
    public async Task Erase_LaterOnes_DropMarksWhoseTimeIsOver()
    {
        await WriteAsync([User(s_users[1])]);
        await EraseAsync("r1", 5);
        _clock.Advance(TimeSpan.FromDays(8));
        await Eraser().EraseAsync(Order("r2", 1, s_users[2]), Cancel);
        await WriteAsync([User(s_gone)]);
        Assert.Equal(1, _store.Stored(s_gone)!.Emission);
    }

    private void AssertIsGone(int users)
    {
        Assert.Null(_store.Stored(s_gone));
        Assert.DoesNotContain(s_gone, _store.Pages().SelectMany(p => p.UserIds));
        Assert.Equal((users, users), (_store.Directory().Users, _store.Directory().AsOfDays.Values.Sum()));
    }

    private async Task WriteAsync(IEnumerable<UserEmbedding> users, string version = VersionName) =>
        Assert.Equal(WriteResult.Done, await _store.Replica().WriteAsync(Shard, Batch(users) with { Version = version }, Cancel));

    private Task<IReadOnlyList<string>?> EraseAsync(string receipt, long emission) => Eraser().EraseAsync(Order(receipt, emission, s_gone), Cancel);

    private EmbeddingEraser Eraser(int maxTries = 10) => new(_store.State, _store.Tries(maxTries), _clock);

    private ErasureOrder Order(string receipt, long emission, string user) =>
        new() { Receipt = receipt, UserId = user, Emission = emission, ExpiresAt = _clock.GetUtcNow().AddDays(7).ToUnixTimeMilliseconds() };
}

public sealed class EmbeddingEraserOnOpaqueEtagsTests() : EmbeddingEraserTests(EtagBehaviour.Opaque);

public sealed class EmbeddingEraserOnCountingEtagsTests() : EmbeddingEraserTests(EtagBehaviour.Counting);
