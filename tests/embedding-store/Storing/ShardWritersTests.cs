using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Storing;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Storing;

public abstract class ShardWritersTests(EtagBehaviour etags)
{
    private readonly StoreFixture _store = new(etags);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AMessage_EveryUserLandsInTheDirectoryOfItsShard()
    {
        Assert.Equal(WriteResult.Done, await Writers().WriteAsync(Message(Users(0, 400)), Cancel));
        var directories = await _store.State.DirectoriesAsync(VersionName, Cancel);
        Assert.Equal(EmbeddingKeys.Shards, directories.Count);
        var expected = Users(0, 400).CountBy(u => StableHash.Shard(u.UserId, EmbeddingKeys.Shards)).ToDictionary();
        Assert.All(directories.Index(), d => Assert.Equal(expected[d.Index], d.Item.Users));
    }

    [Fact]
    public async Task Write_AnEmptyMessage_IsDone() => Assert.Equal(WriteResult.Done, await Writers().WriteAsync(Message([]), Cancel));

    [Fact]
    public async Task Write_ManyMessagesForOneShard_JoinWhileATransactionIsUnderWay()
    {
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        _store.Dapr.OnCommit = () =>
        {
            begun.TrySetResult();
            return gate.Task;
        };
        var user = Users(0, 1).Single();
        var writers = Writers();
        var first = writers.WriteAsync(Message([user]), Cancel);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var others = Enumerable.Range(2, 30).Select(e => writers.WriteAsync(Message([User(user.UserId, e)]), Cancel)).ToArray();
        gate.SetResult();
        Assert.All(await Task.WhenAll([first, .. others]), r => Assert.Equal(WriteResult.Done, r));
        Assert.Equal(31, _store.Stored(user.UserId)!.Emission);
        Assert.Equal(2, _store.Dapr.Commits);
    }

    [Fact]
    public async Task Write_TheStoreThrows_TheWaiterSeesItAndTheShardGoesOn()
    {
        _store.Dapr.OnCommit = () => throw new InvalidOperationException("broken");
        var writers = Writers();
        var message = Message(Users(0, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => writers.WriteAsync(message, Cancel));
        _store.Dapr.OnCommit = () => Task.CompletedTask;
        Assert.Equal(WriteResult.Done, await writers.WriteAsync(message, Cancel));
    }

    private ShardWriters Writers() => new(_store.Replica(), Options.Create(new EmbeddingStoreOptions()), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));

    private static UserEmbeddingsBatch Message(IEnumerable<UserEmbedding> users) => new() { Version = VersionName, EmbeddingSpaceId = Space, Dimension = 2, Users = { users } };
}

public sealed class ShardWritersOnOpaqueEtagsTests() : ShardWritersTests(EtagBehaviour.Opaque);

public sealed class ShardWritersOnCountingEtagsTests() : ShardWritersTests(EtagBehaviour.Counting);
