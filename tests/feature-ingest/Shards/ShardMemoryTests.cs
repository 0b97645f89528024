using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Shards;

public class ShardMemoryTests
{
    private readonly ShardFixture _shard = new();

    [Fact]
    public async Task Load_AfterManyTurns_GivesWhatMemoryHeld()
    {
        var memory = await _shard.LoadAsync();
        for (ulong i = 0; i < 300; i++)
            await _shard.TurnAsync(memory, _shard.Event(i, $"u{i % 7}", $"e{i}"));
        var again = await _shard.LoadAsync();
        Assert.Equal(memory.Meta, again.Meta);
        for (var u = 0; u < 7; u++)
            Assert.Equal(await memory.FindAsync($"u{u}"), await again.FindAsync($"u{u}"));
        for (ulong i = 0; i < 300; i++)
            Assert.Equal((i >= 300 - ShardMemory.WindowSlots, i >= 300 - ShardMemory.WindowSlots), (memory.IsCounted(i), again.IsCounted(i)));
        Assert.Null(await again.FindAsync("u7"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(600, 3)]
    public async Task Create_ManyUsers_FillsPagesInOrder(int users, uint pages)
    {
        var memory = await _shard.WithUsersAsync(users);
        foreach (var host in new[] { memory, await _shard.LoadAsync() })
        {
            Assert.Equal((users, pages), (host.Meta.Users, host.Meta.Pages));
            var listed = new List<string>();
            for (uint page = 0; page < pages; page++)
                listed.AddRange((await host.PageAsync(page)).UserIds);
            Assert.Equal(Enumerable.Range(0, users).Select(i => $"u{i}"), listed);
        }
        await Assert.ThrowsAsync<InvalidOperationException>(() => memory.PageAsync(pages));
    }

    [Fact]
    public async Task Save_AfterAnotherHostHasWritten_IsRefusedAndWritesNothing()
    {
        var first = await _shard.LoadAsync();
        await _shard.TurnAsync(first, _shard.Event(1, "u", "e1"));
        var second = await _shard.LoadAsync();
        await _shard.TurnAsync(second, _shard.Event(2, "u", "e2"));

        await new BatchApplication(first, _shard.Clock).ApplyAsync(new ShardBatch { Events = { _shard.Event(3, "v", "e3") } });
        Assert.False(await first.TrySaveAsync());
        Assert.False(await first.TrySaveAsync());
        var third = await _shard.LoadAsync();
        Assert.Equal((1, 2), (third.Meta.Users, third.Meta.Counts.Accepted));
        Assert.Null(await third.FindAsync("v"));
        // The host that holds the newest epoch goes on.
        await _shard.TurnAsync(second, _shard.Event(4, "v", "e4"));
    }

    [Fact]
    public async Task Save_TwoHostsOfAnEmptyShard_OnlyTheFirstIsTaken()
    {
        var (first, second) = (await _shard.LoadAsync(), await _shard.LoadAsync());
        await _shard.TurnAsync(first, _shard.Event(1, "u", "e1"));
        Assert.False(await second.TrySaveAsync());
    }

    [Fact]
    public async Task Memory_SmallerThanTheUsers_ReadsThemFromTheStore()
    {
        var memory = await _shard.WithUsersAsync(500, hotUsers: 2);
        for (var i = 0; i < 500; i += 50)
            await _shard.TurnAsync(memory, _shard.Event((ulong)i + 1, $"u{i}", $"second-{i}"));
        var again = await _shard.LoadAsync();
        for (var i = 0; i < 500; i += 25)
            Assert.Equal(i % 50 == 0 ? 2 : 1, (await again.FindAsync($"u{i}"))!.Emission);
        Assert.Equal(500, again.Meta.Users);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(2, 3)]
    public async Task Find_NewUsers_AsksTheStoreOnlyWhereSomeUsersAreNotInMemory(int hotUsers, int reads)
    {
        var state = new MemoryActorState([]);
        var memory = await ShardMemory.LoadAsync(new ShardStorage(state), hotUsers);
        foreach (var user in (string[])["u0", "u1", "u2"])
            await _shard.TurnAsync(memory, _shard.Event(StableHash.Of(user), user, user));
        state.Reads.Clear();

        foreach (var user in (string[])["v0", "v1", "v2"])
            await _shard.TurnAsync(memory, _shard.Event(StableHash.Of(user), user, user));

        Assert.Equal(reads, state.Reads.Count(k => k.StartsWith("h-", StringComparison.Ordinal)));
        Assert.Equal(6, memory.Meta.Users);
    }

    [Fact]
    public void Keys_OfUsers_HoldAnyIdAndStayTheSame()
    {
        string[] ids = ["u", "U", "", "a||b", "meta", "epoch", "ü", new string('x', 256)];
        var keys = ids.Select(ShardKeys.History).ToArray();
        Assert.Equal(ids.Length, keys.Distinct().Count());
        Assert.All(keys, k => Assert.Matches("^h-[0-9a-f]{32}$", k));
        // Stored, so it may never change: XXH128 of "u00001".
        Assert.Equal("h-0d2034dd7ae3c15309969e71fb025472", ShardKeys.History("u00001"));
    }

    [Fact]
    public void HotSet_OverCapacity_DropsTheLeastRecentlyUsed()
    {
        var hot = new HotSet(2);
        foreach (var user in new[] { "a", "b", "c" })
            hot.Add(new UserHistory { UserId = user });
        // Nothing goes within a turn.
        Assert.NotNull(hot.Find("a"));
        hot.Trim();
        Assert.NotNull(hot.Find("a"));
        Assert.Null(hot.Find("b"));
        Assert.NotNull(hot.Find("c"));
        hot.Trim();
        Assert.NotNull(hot.Find("a"));
    }

    [Fact]
    public async Task HotSet_WhateverHappensToHistories_KnowsTheirNumberAndSize()
    {
        var memory = await _shard.WithUsersAsync(50, hotUsers: 10);
        for (var i = 0; i < 50; i += 3)
        {
            await _shard.TurnAsync(memory, Enumerable.Range(0, i).Select(n => _shard.Event((ulong)(i * 1000 + n + 1), $"u{i}", $"{i}/{n}")));
            Assert.Equal(10, memory.HotUsers);
            Assert.InRange(memory.HotBytes, 10 * 30, 10 * 3000);
        }
        var last = (await memory.FindAsync("u48"))!;
        await memory.RemoveAsync(last);
        Assert.Equal(9, memory.HotUsers);
        Assert.True(await memory.TrySaveAsync());

        var set = new HotSet(2);
        var (a, b, c) = (new UserHistory { UserId = "a" }, new UserHistory { UserId = "b" }, new UserHistory { UserId = "c" });
        foreach (var history in new[] { a, b, c })
            set.Add(history);
        a.Actions.Add(new string('x', 1000));
        set.Measure(a);
        Assert.Equal((3, a.CalculateSize() + b.CalculateSize() + c.CalculateSize()), (set.Count, set.Bytes));
        set.Trim();
        Assert.Equal((2, b.CalculateSize() + c.CalculateSize()), (set.Count, set.Bytes));
        set.Measure(a);
        set.Remove("a");
        set.Remove("b");
        set.Remove("c");
        Assert.Equal((0, 0), (set.Count, set.Bytes));
    }

    [Fact]
    public void Window_OverItsSlots_ForgetsTheOldest()
    {
        var window = new RedeliveryWindow(8);
        window.Put(0, [1, 2]);
        window.Put(1, [3]);
        window.Put(0, [4]);
        Assert.Equal([false, false, true, true], new ulong[] { 1, 2, 3, 4 }.Select(window.Contains));
        window.Put(7, []);
    }
}
