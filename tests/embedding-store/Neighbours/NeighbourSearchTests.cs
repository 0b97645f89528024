using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.Wire;
using UserRep.EmbeddingStore.Neighbours;
using UserRep.EmbeddingStore.Storing;
using UserRep.EmbeddingStore.Tests.Storing;
using UserRep.ServiceDefaults.Problems;
using UserRep.Tests.Shared;
using static UserRep.EmbeddingStore.Tests.Storing.StoreFixture;

namespace UserRep.EmbeddingStore.Tests.Neighbours;

public class NeighbourSearchTests
{
    private readonly StoreFixture _store = new();
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_OfAUserAndOfTheirVector_AreTheSameOthersBestFirst()
    {
        await WriteAsync(0, 50);
        var search = Search();
        var ofUser = (await FindAsync(search, "u7", 20)).Value!;
        Assert.Equal((1.0, VersionName, Space, 2u), (ofUser.Recall, ofUser.Version, ofUser.EmbeddingSpaceId, ofUser.Dimension));
        Assert.DoesNotContain("u7", ofUser.Ids);
        Assert.Equal(ofUser.Similarities.OrderDescending(), ofUser.Similarities);

        var vector = _store.Stored("u7")!.Vector;
        var ofVector = (await search.FindAsync(VersionName, new NeighboursQuery { Vector = vector, K = 21, Metric = "cosine" }, Cancel)).Value!;
        Assert.Equal(1, ofVector.Similarities[ofVector.Ids.IndexOf("u7")], 1e-6);
        Assert.Equal(ofUser.Ids, ofVector.Ids.Where(id => id != "u7"));
    }

    [Fact]
    public async Task Find_EqualSimilarities_AreInTheOrderOfIds()
    {
        // All on one line: every cosine is 1.
        await _store.Replica().WriteAsync(Shard, Batch(["d", "b", "a", "c", "self"], _ => [1, 2]), Cancel);
        Assert.Equal(["a", "b", "c"], (await FindAsync(Search(), "self", 3)).Value!.Ids);
    }

    [Fact]
    public async Task Find_ByDotProduct_LengthCounts()
    {
        await _store.Replica().WriteAsync(Shard, Batch(["self", "long", "straight"], id => id == "long" ? [9, 9] : [1, 0]), Cancel);
        Assert.Equal(["straight", "long"], (await FindAsync(Search(), "self", 3)).Value!.Ids);
        Assert.Equal(["long", "straight"], (await Search().FindAsync(VersionName, new NeighboursQuery { UserId = "self", K = 3, Metric = "dot" }, Cancel)).Value!.Ids);
    }

    [Fact]
    public async Task Find_NewUsers_AskAtOnceAndAreFoundWhenTheBoundIsOver()
    {
        await WriteAsync(0, 30);
        var search = Search();
        Assert.Equal(29, (await FindAsync(search, "u0")).Value!.Ids.Count);
        await WriteAsync(30, 5);
        Assert.Equal(30, (await FindAsync(search, "u31")).Value!.Ids.Count);
        _clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Equal(29, (await FindAsync(search, "u0")).Value!.Ids.Count);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(34, (await FindAsync(search, "u0")).Value!.Ids.Count);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(20)]
    public async Task Find_AUserErasedSince_IsInNoAnswer(int maxUsers)
    {
        await WriteAsync(0, 40);
        var search = Search(maxUsers);
        await FoundAsync(search, "u0");
        foreach (var erased in new[] { "u1", "u2", "u3" })
            await EraseAsync(erased);
        // Still by what was read before.
        var found = (await FindAsync(search, "u0", 30)).Value!;
        Assert.Equal(30, found.Ids.Count);
        Assert.Empty(found.Ids.Intersect(["u1", "u2", "u3"]));
        Assert.Equal("USER_NOT_FOUND", (await FindAsync(search, "u1")).Problem!.Code);
    }

    [Theory]
    [InlineData("nobody", 0, "USER_NOT_FOUND")]
    [InlineData("", 3, "DIMENSION")]
    public async Task Find_WhatCannotBeCompared_IsRefused(string user, int width, string code)
    {
        await WriteAsync(0, 3);
        var query = new NeighboursQuery { UserId = user, Vector = ByteString.CopyFrom(new byte[width * sizeof(float)]), K = 5, Metric = "cosine" };
        Assert.Equal(code, (await Search().FindAsync(VersionName, query, Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Find_AVersionWithoutVectors_IsEmpty()
    {
        var query = new NeighboursQuery { Vector = ByteString.CopyFrom(new byte[8]), K = 5, Metric = "cosine" };
        Assert.Empty((await Search().FindAsync("representation@v9", query, Cancel)).Value!.Ids);
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

    [Fact]
    public async Task Find_MoreUsersThanForExactSearch_NobodyWaitsForTheIndexOrSeesAPartOfIt()
    {
        await WriteAsync(0, 60);
        var search = Search(maxUsers: 20);
        var gate = new TaskCompletionSource();
        _store.Dapr.OnRead = keys => keys.Count == 60 ? gate.Task : Task.CompletedTask;
        for (var i = 0; i < 3; i++)
            Assert.Equal("INDEX_BUILDING", (await FindAsync(search, "u0")).Problem!.Code);
        gate.SetResult();
        var found = await FoundAsync(search, "u0");
        Assert.Equal(59, found.Ids.Count);
        Assert.InRange(found.Recall, 0.95, 1);
        Assert.InRange(found.BuiltAt, found.AsOf, long.MaxValue);
    }

    [Fact]
    public async Task Find_ByAnIndex_TheOldAnswersWhileTheNextIsBuiltAndNeverBeyondItsStaleness()
    {
        await WriteAsync(0, 60);
        var search = Search(maxUsers: 20);
        var first = await FoundAsync(search, "u0");
        await WriteAsync(60, 5);
        var gate = new TaskCompletionSource();
        _store.Dapr.OnRead = keys => keys.Count == 65 ? gate.Task : Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(first.AsOf, (await FindAsync(search, "u0")).Value!.AsOf);
        Assert.Equal(first.AsOf, (await FindAsync(search, "u0")).Value!.AsOf);
        _clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal("INDEX_BUILDING", (await FindAsync(search, "u0")).Problem!.Code);
        gate.SetResult();
        // What is put in place speaks for when it was begun, 101 s ago.
        var next = await FoundAsync(search, "u0");
        Assert.Equal(first.AsOf + 200_000, next.AsOf);
        Assert.Equal(64, next.Ids.Count);
    }

    [Fact]
    public async Task Find_BuildingAnIndexFailed_IsTriedAgain()
    {
        await WriteAsync(0, 60);
        var search = Search(maxUsers: 20);
        _store.Dapr.OnRead = keys => keys.Count == 60 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        Assert.Equal("INDEX_BUILDING", (await FindAsync(search, "u0")).Problem!.Code);
        _store.Dapr.OnRead = _ => Task.CompletedTask;
        Assert.True((await FoundAsync(search, "u0")).Ids.Count > 0);
    }

    [Theory]
    [InlineData(60, 1000, 5)]
    [InlineData(60, 100, 300)]
    [InlineData(60, 20, 300)]
    public async Task CacheTime_OfVersions_IsTheIndexsWhereThereMayBeOne(int users, int maxUsers, int seconds)
    {
        await WriteAsync(0, users);
        var options = Options.Create(new EmbeddingStoreOptions { NeighbourMaxUsers = maxUsers });
        Assert.Equal(TimeSpan.FromSeconds(seconds), await new CacheTime(_store.State, options).OfAsync([VersionName], Cancel));
        Assert.Equal(TimeSpan.FromSeconds(5), await new CacheTime(_store.State, options).OfAsync([], Cancel));
    }

    /// <summary>Asks until the index is there.</summary>
    private static async Task<NeighbourColumns> FoundAsync(NeighbourSearch search, string user)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await FindAsync(search, user) is { Ok: true } found)
                return found.Value;
            await Task.Delay(10, deadline.Token);
        }
    }

    private NeighbourSearch Search(int maxUsers = 100_000)
    {
        var options = Options.Create(new EmbeddingStoreOptions { NeighbourMaxUsers = maxUsers });
        var loader = new VersionVectorsLoader(_store.State, options, _clock);
        return new NeighbourSearch(_store.State, new ExactVectors(loader, options, _clock), new IndexedVectors(loader, options, _clock, NullLogger<IndexedVectors>.Instance), options);
    }

    private static Task<Outcome<NeighbourColumns>> FindAsync(NeighbourSearch search, string user, uint k = 100) =>
        search.FindAsync(VersionName, new NeighboursQuery { UserId = user, K = k, Metric = "cosine" }, Cancel);

    /// <summary>Each in a direction of its own.</summary>
    private Task WriteAsync(int from, int count) =>
        _store.Replica().WriteAsync(Shard, Batch(Enumerable.Range(from, count).Select(i => $"u{i}"), id => [1, int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) / 10f]), Cancel);

    private static ShardBatch Batch(IEnumerable<string> ids, Func<string, float[]> vector) =>
        StoreFixture.Batch(ids.Select(id => new UserEmbedding { UserId = id, Emission = 1, AsOf = 1_000, Vector = ByteString.CopyFrom(MemoryMarshal.AsBytes(vector(id).AsSpan())) }));

    private async Task EraseAsync(string id)
    {
        var key = EmbeddingKeys.User(VersionName, id);
        await _store.State.SaveAsync([EmbeddingState.Delete(key, (await _store.State.ReadAsync([key], Cancel))[key].ETag)], Cancel);
    }
}
