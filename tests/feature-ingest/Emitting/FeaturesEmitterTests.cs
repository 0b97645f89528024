using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Tests.Shards;

namespace UserRep.FeatureIngest.Tests.Emitting;

public class FeaturesEmitterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emit_WhatIsOwed_GoesOutInBatchesOfAtMost256()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(600);
        Assert.Equal(600, await shard.Emitter.EmitOwedAsync(memory, Cancel));
        Assert.Equal([256, 256, 88], shard.Emitted().Select(m => m.Users.Count).OrderDescending());
        Assert.All(shard.Emitted().SelectMany(m => m.Users), u => Assert.Equal((shard.Now, 500L, 1L, ShardFixture.Today), (u.AsOf, u.PublishedAt, u.History.Emission, u.History.EmittedDay)));
        Assert.Empty(memory.Meta.Owed);
        Assert.Equal(0, await shard.Emitter.EmitOwedAsync(memory, Cancel));
    }

    [Fact]
    public async Task Emit_TheBrokerIsAway_StaysOwed()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(3);
        shard.Dapr.PublishFault = new InvalidOperationException("away");
        await Assert.ThrowsAsync<InvalidOperationException>(() => shard.Emitter.EmitOwedAsync(memory, Cancel));
        Assert.Equal(3, memory.Meta.Owed.Count);
        Assert.Equal(3, (await shard.LoadAsync()).Meta.Owed.Count);
    }

    [Fact]
    public async Task Emit_LargeHistories_AreSplitByBytes()
    {
        var shard = new ShardFixture();
        var memory = await shard.LoadAsync();
        foreach (var user in Enumerable.Range(0, 6))
            await shard.TurnAsync(memory, Enumerable.Range(0, 20_000).Select(i => shard.Event((ulong)(user * 100_000 + i), $"u{user}", $"{user}/{i}", at: shard.Now - i % 4 * UnixDay.MillisecondsPerDay)));
        await shard.Emitter.EmitOwedAsync(memory, Cancel);
        var messages = shard.Emitted();
        Assert.All(messages, m => Assert.InRange(m.CalculateSize(), 1, 1024 * 1024 + 1024));
        Assert.True(messages.Count > 1);
        Assert.Equal(6, messages.Sum(m => m.Users.Count));
    }

    [Fact]
    public async Task Emit_MoreOwedThanHot_LeavesTheHotSetAsItWas()
    {
        var shard = new ShardFixture();
        await shard.WithUsersAsync(100);
        var memory = await shard.LoadAsync(hotUsers: 3);
        var hot = await memory.FindAsync("u50");
        await shard.Emitter.EmitOwedAsync(memory, Cancel);
        Assert.True(await memory.TrySaveAsync());
        Assert.Same(hot, await memory.FindAsync("u50"));
        Assert.Equal(ShardFixture.Today, (await memory.FindAsync("u7"))!.EmittedDay);
    }
}
