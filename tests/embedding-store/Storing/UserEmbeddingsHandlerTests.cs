using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Retiring;
using UserRep.EmbeddingStore.Storing;
using UserRep.ServiceDefaults.Topics;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Storing;

public class UserEmbeddingsHandlerTests
{
    private readonly StoreFixture _store = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DroppedVersions _dropped;

    public UserEmbeddingsHandlerTests() => _dropped = new DroppedVersions(_time);

    [Fact]
    public async Task Handle_GoodAndBadMessages_EachIsJudgedByItself()
    {
        var good = new UserEmbeddingsBatch { Version = VersionName, EmbeddingSpaceId = Space, Dimension = 2, Users = { User("u1") } };
        var wrongWidth = good.Clone();
        wrongWidth.Dimension = 3;
        await HandleAsync(good);
        var wrongSpace = new UserEmbeddingsBatch { Version = VersionName, EmbeddingSpaceId = "other", Dimension = 2, Users = { User("u1", 9) } };
        var statuses = await HandleAsync([Entry(good.ToByteArray()), Entry([0xff, 0xff]), Entry(wrongWidth.ToByteArray()), Entry(wrongSpace.ToByteArray()), new TopicEntry("e", Json("{\"data\":{}}")), new TopicEntry("e", Json("7"))]);
        // What can never be stored is dropped with an error in the log: trying again would not help.
        Assert.All(statuses, s => Assert.Equal(EntryStatus.SUCCESS, s));
        Assert.Equal(1, _store.Stored("u1")!.Emission);
    }

    [Fact]
    public async Task Handle_TheStoreStaysAway_AsksForRedelivery()
    {
        _store.Dapr.Failures = int.MaxValue;
        var message = new UserEmbeddingsBatch { Version = VersionName, EmbeddingSpaceId = Space, Dimension = 2, Users = { User("u1") } };
        Assert.Equal([EntryStatus.RETRY], await HandleAsync(message));
        _store.Dapr.Failures = 0;
        _store.Dapr.OnCommit = () => throw new InvalidOperationException("broken");
        Assert.Equal([EntryStatus.RETRY], await HandleAsync(message));
    }

    [Fact]
    public async Task Handle_ARetiredVersion_IsDropped()
    {
        _dropped.Set([VersionName], _time.GetTimestamp());

        Assert.Equal([EntryStatus.SUCCESS], await HandleAsync(new UserEmbeddingsBatch { Version = VersionName, EmbeddingSpaceId = Space, Dimension = 2, Users = { User("u1") } }));

        Assert.Empty(_store.Dapr.Keys);
    }

    [Fact]
    public async Task Handle_AVersionThatMayHaveComeBack_IsAskedForAgainAndThenTaken()
    {
        var message = new UserEmbeddingsBatch { Version = VersionName, EmbeddingSpaceId = Space, Dimension = 2, Users = { User("u1") } };
        _dropped.Set([VersionName], _time.GetTimestamp());
        // What was heard is older than the bound: it is not known any more.
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([EntryStatus.RETRY], await HandleAsync(message));

        _dropped.Set([], _time.GetTimestamp());
        Assert.Equal([EntryStatus.SUCCESS], await HandleAsync(message));
        Assert.NotNull(_store.Stored("u1"));
    }

    private Task<IReadOnlyList<EntryStatus>> HandleAsync(UserEmbeddingsBatch message) => HandleAsync([Entry(message.ToByteArray())]);

    private Task<IReadOnlyList<EntryStatus>> HandleAsync(IReadOnlyList<TopicEntry> entries) => Handler().HandleAsync(entries, TestContext.Current.CancellationToken);

    private UserEmbeddingsHandler Handler()
    {
        var writers = new ShardWriters(_store.Replica(maxTries: 2), Options.Create(new EmbeddingStoreOptions()), new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        return new UserEmbeddingsHandler(writers, _dropped, new EmbeddingStoreInstruments(TestMeters.Factory()), NullLogger<UserEmbeddingsHandler>.Instance);
    }

    private static TopicEntry Entry(byte[] data) => new("e", Json(JsonSerializer.Serialize(new { id = "1", data_base64 = data })));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
