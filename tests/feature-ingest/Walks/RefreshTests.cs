using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Tests.Walks;

/// <summary>A user whose windows moved without events is emitted again within the day, once.</summary>
public class RefreshTests
{
    private const int NextDay = ShardFixture.Today + 1;

    [Fact]
    public async Task Refresh_ANewDay_EmitsEveryUserOnceWithANewNumber()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(300);
        await shard.DrainAsync(memory);
        shard.Time.Advance(TimeSpan.FromDays(1));
        // u5 acts on the new day: emitted for that, it needs no refresh.
        await shard.TurnAsync(memory, shard.Event(1, "u5", "new"));
        var before = shard.Emitted().Count;
        await shard.DrainAsync(memory);
        var emitted = shard.Emitted().Skip(before).SelectMany(m => m.Users).ToArray();
        Assert.Equal(300, emitted.Select(u => u.History.UserId).Distinct().Count());
        Assert.Equal(300, emitted.Length);
        Assert.All(emitted, u => Assert.Equal((2L, NextDay, shard.Now), (u.History.Emission, u.History.EmittedDay, u.AsOf)));
        // Nothing is published for a refresh, so it doesn't count as freshness.
        Assert.All(emitted, u => Assert.Equal(u.History.UserId == "u5" ? 500 : 0, u.PublishedAt));
    }

    [Fact]
    public async Task Refresh_TheSameDayAgain_EmitsNothing()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(100);
        await shard.DrainAsync(memory);
        shard.Time.Advance(TimeSpan.FromDays(1));
        await shard.DrainAsync(memory);
        var emitted = shard.Emitted().Sum(m => m.Users.Count);
        for (var hour = 0; hour < 23; hour++)
        {
            shard.Time.Advance(TimeSpan.FromHours(1));
            // A host that lost the shard in between knows no less.
            var other = await shard.LoadAsync();
            Assert.False(shard.Walk(other).IsUnderWay);
            await shard.DrainAsync(other);
        }
        Assert.Equal(emitted, shard.Emitted().Sum(m => m.Users.Count));
    }

    [Fact]
    public async Task Refresh_AHostThatSleptForDays_EmitsOnceForTheDayItWakesIn()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(100);
        await shard.DrainAsync(memory);
        shard.Time.Advance(TimeSpan.FromDays(5));
        await shard.DrainAsync(memory);
        var last = shard.Emitted().SelectMany(m => m.Users).Skip(100).ToArray();
        Assert.Equal(100, last.Length);
        Assert.All(last, u => Assert.Equal((2L, ShardFixture.Today + 5), (u.History.Emission, u.History.EmittedDay)));
    }

    [Fact]
    public async Task Refresh_MidnightInTheMiddleOfIt_BeginsAgainForTheNewDay()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(200);
        var walk = shard.Walk(memory);
        await shard.DrainAsync(memory, walk);
        shard.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(64, await StepPumpedAsync(shard, memory, walk));
        shard.Time.Advance(TimeSpan.FromDays(1));
        await shard.DrainAsync(memory, walk);
        for (var u = 0; u < 200; u++)
            Assert.Equal((u < 64 ? 3 : 2, NextDay + 1), ((await memory.FindAsync($"u{u}"))!.Emission, (await memory.FindAsync($"u{u}"))!.EmittedDay));
    }

    [Fact]
    public async Task Refresh_CutShort_GoesOnAtItsCursorOnAnotherHost()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(600);
        await shard.DrainAsync(memory);
        shard.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(64, await ShardFixture.StepAsync(memory, shard.Walk(memory)));
        // The next step is lost with its host: the users' new numbers as much as the cursor.
        await shard.Emitter.EmitOwedAsync(await shard.LoadAsync(), CancellationToken.None);
        var other = await shard.LoadAsync();
        Assert.Equal((0u, 64u, 64), (other.Meta.Refresh.Page, other.Meta.Refresh.Offset, other.Meta.Owed.Count));
        await shard.DrainAsync(other);
        Assert.True(other.Meta.Refresh.Done);
        for (var u = 0; u < 600; u++)
            Assert.Equal((2, NextDay), ((await other.FindAsync($"u{u}"))!.Emission, (await other.FindAsync($"u{u}"))!.EmittedDay));
        // Those emitted twice had the same number both times.
        Assert.Equal(600, shard.Emitted().SelectMany(m => m.Users).Where(u => u.History.Emission == 2).Select(u => u.History.UserId).Distinct().Count());
    }

    [Theory]
    // The first step is taken at once; the last is due when the hours are over.
    [InlineData(6, 5.5, 6)]
    [InlineData(20, 19, 20)]
    public async Task Refresh_OverHours_IsSpreadEvenly(int hours, double atLeast, double atMost)
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(3000);
        var walk = shard.Walk(memory, refreshHours: hours);
        await shard.DrainAsync(memory, shard.Walk(memory));
        shard.Time.Advance(TimeSpan.FromDays(1));
        var begun = shard.Time.GetUtcNow();
        var most = 0;
        while (walk.IsUnderWay)
        {
            var (hour, users) = (shard.Time.GetUtcNow().Hour, 0);
            while (walk.IsUnderWay && shard.Time.GetUtcNow().Hour == hour)
            {
                users += await StepPumpedAsync(shard, memory, walk);
                shard.Time.Advance(TimeSpan.FromMinutes(1));
            }
            most = Math.Max(most, users);
        }
        Assert.InRange((shard.Time.GetUtcNow() - begun).TotalHours, atLeast, atMost);
        Assert.InRange(most, 0, (3000 / hours) + (2 * 64));
        Assert.Equal(6000, shard.Emitted().Sum(m => m.Users.Count));
    }

    [Fact]
    public async Task Refresh_LateInTheDay_IsNotSpreadAnyMore()
    {
        var shard = new ShardFixture();
        var memory = await shard.WithUsersAsync(1000);
        await shard.DrainAsync(memory);
        // Down over the hours that it is spread over: done within the minute, and so within the day.
        shard.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(7));
        var walk = shard.Walk(memory, usersPerSecond: 100, refreshHours: 6);
        for (var ms = 0; ms < 15_000 && walk.IsUnderWay; ms += 10)
        {
            await StepPumpedAsync(shard, memory, walk);
            shard.Time.Advance(TimeSpan.FromMilliseconds(10));
        }
        Assert.True(memory.Meta.Refresh.Done);
        Assert.Equal(2000, shard.Emitted().Sum(m => m.Users.Count));
    }

    [Fact]
    public async Task Refresh_InEventTime_HappensOnlyAtTheEndOfAReplay()
    {
        var shard = new ShardFixture(IngestClock.Event);
        var memory = await shard.WithUsersAsync(3);
        await shard.DrainAsync(memory);
        Assert.Null(memory.Meta.Refresh);
        Assert.All(shard.Emitted().SelectMany(m => m.Users), u => Assert.Equal(u.History.LastEventAt, u.AsOf));
        memory.Meta.ReplayAsOf = shard.Now + UnixDay.MillisecondsPerDay;
        await shard.DrainAsync(memory);
        var last = shard.Emitted().SelectMany(m => m.Users).TakeLast(3).ToArray();
        Assert.All(last, u => Assert.Equal((memory.Meta.ReplayAsOf, 2L), (u.AsOf, u.History.Emission)));
    }

    private static async Task<int> StepPumpedAsync(ShardFixture shard, ShardMemory memory, ShardWalk walk)
    {
        var users = await ShardFixture.StepAsync(memory, walk);
        await shard.PumpAsync(memory);
        return users;
    }
}
