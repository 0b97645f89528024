using UserRep.Contracts.Events;
using UserRep.EmbeddingStore.Retiring;
using UserRep.EmbeddingStore.Storing;
using UserRep.EmbeddingStore.Tests.Storing;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Retiring;

public abstract class VectorRemoverTests(EtagBehaviour etags)
{
    private const string Other = "representation@v2";
    private static readonly string[] s_users = [.. Enumerable.Range(0, 12_000).Select(i => $"u{i}").Where(u => StableHash.Shard(u, EmbeddingKeys.Shards) == Shard).Take(600)];

    private readonly StoreFixture _store = new(etags);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Remove_AVersion_LeavesNothingOfItAndAllOfTheOther()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        await WriteAsync(s_users.Take(300).Select(u => User(u)), Other);

        Assert.Equal(600, await Remover().RemoveAsync(VersionName, () => true, Cancel));

        AssertIsEmpty();
        Assert.Equal(300, _store.Dapr.Keys.Count(k => k.StartsWith(Other + "/u", StringComparison.Ordinal)));
        Assert.Equal(300, _store.Directory(Other).Users);
        Assert.Equal([Other], (await _store.State.ShardAsync(Shard, Cancel)).Shard.Versions);
        Assert.Equal(0, await Remover().RemoveAsync(VersionName, () => true, Cancel));
    }

    [Fact]
    public async Task Remove_TwoReplicasAtOnceWhileOneStillWrites_EndsEmpty()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        _store.Dapr.OnCommit = async () => await Task.Yield();

        await Task.WhenAll(
            Task.Run(() => RemoveWhollyAsync(), Cancel), Task.Run(() => RemoveWhollyAsync(), Cancel),
            Task.Run(() => WriteAsync(s_users.Take(40).Select(u => User(u, 2)), VersionName), Cancel));
        await RemoveWhollyAsync();

        AssertIsEmpty();
    }

    /// <summary>A store that counts ETags takes an update of a key that is gone: a directory that was deleted would come back, naming pages that aren't there.</summary>
    [Fact]
    public async Task Remove_AnotherReplicaRemovesAllInTheMiddleOfAStep_EndsEmpty()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        var others = 0;
        _store.Dapr.OnRead = async keys =>
        {
            // Directory and page are read, the vectors are about to be.
            if (keys.Count > 1 && keys.All(k => k.StartsWith(VersionName + "/u", StringComparison.Ordinal)) && others++ == 0)
                Assert.NotNull(await Remover().RemoveAsync(VersionName, () => true, Cancel));
        };

        Assert.NotNull(await Remover().RemoveAsync(VersionName, () => true, Cancel));

        Assert.True(others > 0);
        AssertIsEmpty();
    }

    [Fact]
    public async Task Remove_AndComesBack_IsFilledAsAtFirst()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        await RemoveWhollyAsync();

        await WriteAsync(s_users.Take(300).Select(u => User(u, 2, publishedAt: 1)), VersionName);

        _store.AssertConsistent();
        Assert.Equal((300, 2u, 300), (_store.Directory().Users, _store.Directory().Pages, _store.Directory().Freshness.Sum()));
        Assert.Equal([VersionName], (await _store.State.ShardAsync(Shard, Cancel)).Shard.Versions);
    }

    [Fact]
    public async Task Remove_TheStoreFailsOnTheWay_GoesOnWhereItWas()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        var commits = 0;
        _store.Dapr.OnCommit = () =>
        {
            _store.Dapr.Failures = ++commits > 1 ? int.MaxValue : 0;
            return Task.CompletedTask;
        };
        Assert.Null(await Remover(maxTries: 1).RemoveAsync(VersionName, () => true, Cancel));
        _store.Dapr.OnCommit = () => Task.CompletedTask;
        _store.Dapr.Failures = 0;

        // 600 users are pages of 256, 256 and 88, of which the last is gone.
        _store.AssertConsistent();
        Assert.Equal(512, await Remover().RemoveAsync(VersionName, () => true, Cancel));
    }

    [Fact]
    public async Task Remove_TheVersionComesBackOnTheWay_StopsBeforeTheNextStep()
    {
        await WriteAsync(s_users.Select(u => User(u)), VersionName);
        var asked = 0;

        Assert.Null(await Remover().RemoveAsync(VersionName, () => _store.Directory().Users > 512 || ++asked == 0, Cancel));

        _store.AssertConsistent();
        Assert.Equal(512, _store.Directory().Users);
    }

    private void AssertIsEmpty()
    {
        Assert.Equal([EmbeddingKeys.Directory(VersionName, Shard)], _store.Dapr.Keys.Where(k => k.StartsWith(VersionName, StringComparison.Ordinal)));
        Assert.Equal((0, 0u), (_store.Directory().Users, _store.Directory().Pages));
    }

    private async Task RemoveWhollyAsync()
    {
        while (await Remover(maxTries: 100).RemoveAsync(VersionName, () => true, Cancel) is null)
            await Task.Yield();
    }

    private VectorRemover Remover(int maxTries = 10) => new(_store.State, _store.Tries(maxTries));

    private async Task WriteAsync(IEnumerable<Contracts.Wire.UserEmbedding> users, string version) =>
        Assert.Equal(WriteResult.Done, await _store.Replica(maxTries: 100).WriteAsync(Shard, Batch(users) with { Version = version }, Cancel));
}

public sealed class VectorRemoverOnOpaqueEtagsTests() : VectorRemoverTests(EtagBehaviour.Opaque);

public sealed class VectorRemoverOnCountingEtagsTests() : VectorRemoverTests(EtagBehaviour.Counting);
