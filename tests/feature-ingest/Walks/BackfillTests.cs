using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Tests.Walks;

public class BackfillTests
{
    private const string V2 = "representation@v2";
    private const string V3 = "representation@v3";

    private readonly ShardFixture _shard = new();

    [Fact]
    public async Task Backfill_OfTwoVersions_GoesOutOneAfterTheOtherWithTheEmissionUsersHave()
    {
        var memory = await WithUsersAsync(600, V2, V3);
        await _shard.DrainAsync(memory);
        foreach (var version in new[] { V2, V3 })
        {
            var users = Backfilled(version);
            Assert.Equal(600, users.Select(u => u.History.UserId).Distinct().Count());
            Assert.Equal(600, users.Length);
            Assert.All(users, u => Assert.Equal((1L, 0L, _shard.Now), (u.History.Emission, u.PublishedAt, u.AsOf)));
        }
        Assert.Equal([.. Enumerable.Repeat(V2, 10), V3], _shard.Emitted(Topics.UserFeaturesBackfill).Select(m => m.TargetVersion).Take(11));
        Assert.All(memory.Meta.Backfills, b => Assert.Equal((BackfillState.Done, 600), (b.State(), b.Emitted)));
    }

    [Fact]
    public async Task Backfill_CutShort_GoesOnAtItsCursorOnAnotherHost()
    {
        var memory = await WithUsersAsync(300, V2);
        var walk = _shard.Walk(memory);
        for (var step = 0; step < 3; step++)
            Assert.Equal(64, await ShardFixture.StepAsync(memory, walk));
        // The third step is lost with its host: published, its cursor not saved. It comes again, which does no harm.
        var other = await _shard.LoadAsync();
        Assert.Equal((128, 0u, 128u), (other.Meta.Backfills[0].Emitted, other.Meta.Backfills[0].Page, other.Meta.Backfills[0].Offset));
        await _shard.DrainAsync(other);
        Assert.Equal((BackfillState.Done, 300), (other.Meta.Backfills[0].State(), other.Meta.Backfills[0].Emitted));
        Assert.Equal(300 + 64, Backfilled(V2).Length);
        Assert.Equal(300, Backfilled(V2).Select(u => u.History.UserId).Distinct().Count());
    }

    [Fact]
    public async Task Backfill_TheBrokerIsAway_KeepsItsCursor()
    {
        var memory = await WithUsersAsync(100, V2);
        var walk = _shard.Walk(memory);
        _shard.Dapr.PublishFault = new InvalidOperationException("away");
        Assert.Equal(64, await ShardFixture.StepAsync(memory, walk));
        await Assert.ThrowsAsync<InvalidOperationException>(() => walk.StepAsync(CancellationToken.None));
        _shard.Dapr.PublishFault = null;
        var other = await _shard.LoadAsync();
        Assert.Equal(0, other.Meta.Backfills[0].Emitted);
        await _shard.DrainAsync(other);
        Assert.Equal(100, Backfilled(V2).Length);
    }

    [Fact]
    public async Task Step_WhileItIsPublished_EventsAreAppliedAndTheStepIsAsItWas()
    {
        var memory = await WithUsersAsync(100, V2);
        var walk = _shard.Walk(memory);
        var broker = new TaskCompletionSource();
        _shard.Dapr.OnPublish = () => broker.Task;
        Assert.Equal(64, await ShardFixture.StepAsync(memory, walk));
        var publishing = walk.Publishing;
        Assert.NotNull(publishing);
        // The shard's turn is over: an event of a user of the step comes in, and one who was in it is erased.
        await _shard.TurnAsync(memory, _shard.Event(1, "u3", "meanwhile"));
        await new HistoryEraser(memory).EraseAsync(new HistoryErasureOrder("u10", "r"), _shard.Now, _shard.Now + 1, isArchived: false);
        Assert.True(await memory.TrySaveAsync());
        Assert.Equal(0, await ShardFixture.StepAsync(memory, walk));
        Assert.Equal(0, (await _shard.LoadAsync()).Meta.Backfills[0].Emitted);
        broker.SetResult();
        await publishing;
        _shard.Dapr.OnPublish = () => Task.CompletedTask;
        Assert.Equal(1, Assert.Single(Backfilled(V2), u => u.History.UserId == "u3").History.Emission);
        await _shard.DrainAsync(memory, walk);
        // One place has gone: the cursor passed over nobody.
        Assert.Equal(Enumerable.Range(0, 100).Select(u => $"u{u}").Order(), Backfilled(V2).Select(u => u.History.UserId).Order());
    }

    [Fact]
    public async Task Step_UsersAreOwed_ComesAfterThemButNotNever()
    {
        var memory = await WithUsersAsync(200, V2);
        var walk = _shard.Walk(memory);
        await _shard.TurnAsync(memory, _shard.Event(1, "u3", "new"));
        Assert.Equal(0, await ShardFixture.StepAsync(memory, walk));
        Assert.Equal(TimeSpan.FromMilliseconds(300), walk.Wait);
        await _shard.PumpAsync(memory);
        Assert.Equal(TimeSpan.Zero, walk.Wait);
        Assert.Equal(64, await ShardFixture.StepAsync(memory, walk));
        // Someone is owed at every moment: a step is taken all the same.
        var users = 0;
        for (ulong i = 0; i < 25; i++)
        {
            await _shard.TurnAsync(memory, _shard.Event(10 + i, "u3", $"busy-{i}"));
            users += await ShardFixture.StepAsync(memory, walk);
            _shard.Time.Advance(TimeSpan.FromMilliseconds(50));
        }
        Assert.Equal(136, users);
    }

    [Fact]
    public async Task Backfill_OfColdUsers_LeavesTheHotSetAsItWas()
    {
        await WithUsersAsync(300);
        var memory = await _shard.LoadAsync(hotUsers: 2);
        BackfillOrders.Start(memory.Meta, V2);
        var (first, second) = (await memory.FindAsync("u7"), await memory.FindAsync("u200"));
        await _shard.DrainAsync(memory);
        Assert.Equal(300, Backfilled(V2).Length);
        Assert.Same(first, await memory.FindAsync("u7"));
        Assert.Same(second, await memory.FindAsync("u200"));
    }

    [Fact]
    public async Task Start_TwiceForOneVersion_IsOneBackfill()
    {
        var memory = await WithUsersAsync(10, V2);
        Assert.False(BackfillOrders.Start(memory.Meta, V2));
        await _shard.DrainAsync(memory);
        // And when it is done, too.
        Assert.False(BackfillOrders.Start(memory.Meta, V2));
        await _shard.DrainAsync(memory);
        Assert.Equal(10, Backfilled(V2).Length);
    }

    [Fact]
    public async Task Start_AHigherRound_StartsOver()
    {
        var memory = await WithUsersAsync(10, V2);
        await _shard.DrainAsync(memory);
        Assert.True(BackfillOrders.Start(memory.Meta, V2, round: 1));
        Assert.Equal(BackfillState.Waiting, Assert.Single(memory.Meta.Backfills).State());
        await _shard.DrainAsync(memory);
        Assert.False(BackfillOrders.Start(memory.Meta, V2, round: 1));
        Assert.Equal(20, Backfilled(V2).Length);
    }

    [Fact]
    public async Task Stop_InTheMiddle_EndsItAndStartGoesOnFromThere()
    {
        var memory = await WithUsersAsync(200, V2, V3);
        var walk = _shard.Walk(memory);
        await ShardFixture.StepAsync(memory, walk);
        await ShardFixture.StepAsync(memory, walk);
        Assert.True(BackfillOrders.Stop(memory.Meta, V2, _shard.Now));
        Assert.False(BackfillOrders.Stop(memory.Meta, V2, _shard.Now));
        Assert.False(BackfillOrders.Stop(memory.Meta, "representation@v9", _shard.Now));
        await _shard.DrainAsync(memory, walk);
        Assert.Equal([(BackfillState.Stopped, 128), (BackfillState.Done, 200)], memory.Meta.Backfills.Select(b => (b.State(), b.Emitted)));
        Assert.Equal(_shard.Now, memory.Meta.Backfills[0].EndedAt);
        Assert.True(BackfillOrders.Start(memory.Meta, V2));
        await _shard.DrainAsync(memory, walk);
        Assert.Equal((BackfillState.Done, 200), (memory.Meta.Backfills[0].State(), memory.Meta.Backfills[0].Emitted));
        Assert.Equal(200, Backfilled(V2).Length);
    }

    [Fact]
    public async Task Backfill_TimesOfIt_AreKept()
    {
        var memory = await WithUsersAsync(100, V2);
        Assert.Equal(BackfillState.Waiting, memory.Meta.Backfills[0].State());
        var walk = _shard.Walk(memory);
        var begun = _shard.Now;
        await ShardFixture.StepAsync(memory, walk);
        Assert.Equal(BackfillState.Running, memory.Meta.Backfills[0].State());
        _shard.Time.Advance(TimeSpan.FromSeconds(5));
        await _shard.DrainAsync(memory, walk);
        var kept = (await _shard.LoadAsync()).Meta.Backfills[0];
        Assert.Equal((begun, begun + 5000), (kept.StartedAt, kept.EndedAt));
    }

    [Fact]
    public async Task Walks_OfAnEmptyShard_EndAtOnce()
    {
        var memory = await _shard.LoadAsync();
        BackfillOrders.Start(memory.Meta, V2);
        await _shard.DrainAsync(memory);
        Assert.True(memory.Meta.Refresh.Done && memory.Meta.Backfills[0].Done);
        Assert.Empty(_shard.Emitted(Topics.UserFeaturesBackfill));
    }

    [Fact]
    public async Task Backfill_BesideASpreadRefresh_DoesNotWaitForIt()
    {
        var memory = await WithUsersAsync(1000);
        _shard.Time.Advance(TimeSpan.FromDays(1));
        BackfillOrders.Start(memory.Meta, V2);
        var walk = _shard.Walk(memory, refreshHours: 6);
        for (var step = 0; step < 40; step++)
        {
            await ShardFixture.StepAsync(memory, walk);
            await _shard.PumpAsync(memory);
        }
        Assert.Equal((true, false), (memory.Meta.Backfills[0].Done, memory.Meta.Refresh.Done));
    }

    private async Task<ShardMemory> WithUsersAsync(int users, params string[] versions)
    {
        var memory = await _shard.WithUsersAsync(users);
        await _shard.DrainAsync(memory);
        foreach (var version in versions)
            Assert.True(BackfillOrders.Start(memory.Meta, version));
        Assert.True(await memory.TrySaveAsync());
        return memory;
    }

    private UserFeatures[] Backfilled(string version) => [.. _shard.Emitted(Topics.UserFeaturesBackfill).Where(m => m.TargetVersion == version).SelectMany(m => m.Users)];
}
