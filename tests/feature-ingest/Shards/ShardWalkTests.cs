using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Shards;

public class ShardWalkTests
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
    public async Task Refresh_ANewDay_EmitsEveryUserOnceWithANewNumber()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(300);
        await DrainAsync(shard, memory);
        shard.Time.Advance(TimeSpan.FromDays(1));
        // u5 acts on the new day: emitted for that, it needs no refresh.
        await shard.TurnAsync(memory, shard.Event(1, "u5", "new"));
        var before = shard.Emitted().Count;
        await DrainAsync(shard, memory);
        var emitted = shard.Emitted().Skip(before).SelectMany(m => m.Users).ToArray();
        Assert.Equal(300, emitted.Select(u => u.History.UserId).Distinct().Count());
        Assert.Equal(300, emitted.Length);
        Assert.All(emitted, u => Assert.Equal((2L, ShardFixture.Today + 1, shard.Now), (u.History.Emission, u.History.EmittedDay, u.AsOf)));
        // Nothing is published for a refresh, so it doesn't count as freshness.
        Assert.All(emitted, u => Assert.Equal(u.History.UserId == "u5" ? 500 : 0, u.PublishedAt));
    }

    [Fact]
    public async Task Refresh_CutShort_GoesOnAtItsCursorOnAnotherHost()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(600);
        await DrainAsync(shard, memory);
        shard.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(256, await StepAsync(shard, memory));
        Assert.True(await memory.TrySaveAsync());
        var other = await shard.LoadAsync();
        Assert.Equal((1u, 256), (other.Meta.Refresh.Page, other.Meta.Owed.Count));
        await DrainAsync(shard, other);
        Assert.Equal(1200, shard.Emitted().Sum(m => m.Users.Count));
        Assert.True(other.Meta.Refresh.Done);
    }

    [Fact]
    public async Task Refresh_InEventTime_HappensOnlyAtTheEndOfAReplay()
    {
        var shard = new ShardFixture(IngestClock.Event);
        var memory = await shard.WithUsersAsync(3);
        await DrainAsync(shard, memory);
        Assert.Null(memory.Meta.Refresh);
        Assert.All(shard.Emitted().SelectMany(m => m.Users), u => Assert.Equal(u.History.LastEventAt, u.AsOf));
        memory.Meta.ReplayAsOf = shard.Now + UnixDay.MillisecondsPerDay;
        await DrainAsync(shard, memory);
        var last = shard.Emitted().SelectMany(m => m.Users).TakeLast(3).ToArray();
        Assert.All(last, u => Assert.Equal((memory.Meta.ReplayAsOf, 2L), (u.AsOf, u.History.Emission)));
    }

    [Fact]
    public async Task Backfill_AllUsers_GoesOutPageByPageWithTheEmissionTheyHave()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(600);
        await DrainAsync(shard, memory);
        memory.Meta.Backfills.Add(new BackfillWalk { Version = "representation@v2" });
        memory.Meta.Backfills.Add(new BackfillWalk { Version = "representation@v3" });
        Assert.Equal([256, 256, 88, 256, 256, 88, 0], await StepsAsync(shard, memory, 7));
        var messages = shard.Emitted(Topics.UserFeaturesBackfill);
        foreach (var version in new[] { "representation@v2", "representation@v3" })
        {
            var users = messages.Where(m => m.TargetVersion == version).SelectMany(m => m.Users).ToArray();
            Assert.Equal(600, users.Select(u => u.History.UserId).Distinct().Count());
            Assert.All(users, u => Assert.Equal((1L, 0L, shard.Now), (u.History.Emission, u.PublishedAt, u.AsOf)));
        }
        Assert.All(memory.Meta.Backfills, b => Assert.Equal((true, 600), (b.Done, b.Emitted)));
    }

    [Fact]
    public async Task Backfill_CutShort_GoesOnAtItsCursorOnAnotherHost()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(300);
        await DrainAsync(shard, memory);
        memory.Meta.Backfills.Add(new BackfillWalk { Version = "representation@v2" });
        await StepAsync(shard, memory);
        Assert.True(await memory.TrySaveAsync());
        // This step is lost with its host: published, not saved. It comes again, which does no harm.
        await StepAsync(shard, memory);
        var other = await shard.LoadAsync();
        Assert.Equal(256, other.Meta.Backfills[0].Emitted);
        Assert.Equal(44, await StepAsync(shard, other));
        Assert.True(other.Meta.Backfills[0].Done);
        Assert.Equal(300 + 44, shard.Emitted(Topics.UserFeaturesBackfill).Sum(m => m.Users.Count));
    }

    [Fact]
    public async Task Walks_OfAnEmptyShard_EndAtOnce()
    {
        var shard = new ShardFixture();
        var memory = await shard.LoadAsync();
        memory.Meta.Backfills.Add(new BackfillWalk { Version = "representation@v2" });
        await DrainAsync(shard, memory);
        Assert.True(memory.Meta.Refresh.Done && memory.Meta.Backfills[0].Done);
        Assert.Empty(shard.Emitted(Topics.UserFeaturesBackfill));
    }

    /// <summary>Pumps until nothing is owed and no walk is under way.</summary>
    private static async Task DrainAsync(ShardFixture shard, ShardMemory memory)
    {
        for (var turn = 0; turn < 50; turn++)
        {
            await shard.Emitter.EmitOwedAsync(memory, Cancel);
            var walk = new ShardWalk(memory, shard.Clock, shard.Emitter);
            await walk.StepAsync(Cancel);
            Assert.True(await memory.TrySaveAsync());
            if (!walk.IsUnderWay && memory.Meta.Owed.Count == 0)
                return;
        }
        Assert.Fail("The shard is never done.");
    }

    private static Task<int> StepAsync(ShardFixture shard, ShardMemory memory) => new ShardWalk(memory, shard.Clock, shard.Emitter).StepAsync(Cancel);

    private static async Task<List<int>> StepsAsync(ShardFixture shard, ShardMemory memory, int count)
    {
        var steps = new List<int>();
        for (var i = 0; i < count; i++)
            steps.Add(await StepAsync(shard, memory));
        return steps;
    }
}
