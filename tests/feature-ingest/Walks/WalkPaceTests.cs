using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Tests.Walks;

/// <summary>One rate for all shards, whoever calls them and however often their hosts start again.</summary>
public class WalkPaceTests
{
    private const int TickMilliseconds = 5;

    [Theory]
    [InlineData(16, 2000, 1000, 1)]
    [InlineData(16, 2000, 1000, 3)]
    [InlineData(4, 300, 100, 2)]
    [InlineData(64, 60, 200, 2)]
    [InlineData(40, 50, 10, 1)]
    public async Task Rate_OverManyShards_IsHonoured(int shards, int usersPerShard, int usersPerSecond, int callers)
    {
        var run = await PacedRun.CreateAsync(shards, usersPerShard, usersPerSecond);
        // Long enough for every shard to have taken steps, and not to the end.
        var seconds = Math.Min(20, shards * usersPerShard / usersPerSecond * 8 / 10);
        await run.ForAsync(seconds, callers);
        Assert.InRange(run.Taken, usersPerSecond * seconds * 0.9, usersPerSecond * seconds * 1.1);
    }

    [Fact]
    public async Task Rate_HostsThatStartAgainAndAgain_IsNotExceeded()
    {
        var run = await PacedRun.CreateAsync(16, 1000, 400);
        for (var start = 0; start < 10; start++)
        {
            await run.RestartAsync();
            await run.ForAsync(seconds: 1, callers: 2);
        }
        // At most: a start costs what it had not taken yet.
        Assert.InRange(run.Taken, 400, 10 * 400 * 1.1);
    }

    [Fact]
    public async Task Rate_AfterALongPause_DoesNotBurst()
    {
        var run = await PacedRun.CreateAsync(16, 1000, 400);
        await run.ForAsync(seconds: 2, callers: 1);
        var before = run.Taken;
        run.Pause(TimeSpan.FromHours(3));
        await run.RestartAsync();
        await run.ForAsync(seconds: 2, callers: 1);
        Assert.InRange(run.Taken - before, 0, 2 * 400 * 1.1);
    }

    [Fact]
    public async Task Rate_TheClockIsSetBack_GoesOn()
    {
        var run = await PacedRun.CreateAsync(4, 1000, 400);
        await run.ForAsync(seconds: 2, callers: 1);
        var before = run.Taken;
        await run.SetClockBackAsync();
        await run.ForAsync(seconds: 5, callers: 1);
        Assert.InRange(run.Taken - before, 4 * 400 * 0.8, 5 * 400 * 1.1);
    }

    private sealed class PacedRun(List<ShardFixture> shards, int usersPerSecond)
    {
        private ShardWalk[] _walks = [];

        public int Taken { get; private set; }

        private ShardMemory[] Memories { get; set; } = [];

        public static async Task<PacedRun> CreateAsync(int shards, int usersPerShard, int usersPerSecond)
        {
            var run = new PacedRun([.. Enumerable.Range(0, shards).Select(_ => new ShardFixture())], usersPerSecond);
            foreach (var shard in run.Shards)
            {
                var memory = await shard.WithUsersAsync(usersPerShard);
                await shard.DrainAsync(memory);
                BackfillOrders.Start(memory.Meta, "representation@v2");
                Assert.True(await memory.TrySaveAsync());
            }
            await run.RestartAsync();
            return run;
        }

        public List<ShardFixture> Shards => shards;

        public async Task RestartAsync()
        {
            Memories = await Task.WhenAll(shards.Select(s => s.LoadAsync()));
            _walks = [.. Memories.Select((m, s) => shards[s].Walk(m, s, shards.Count, usersPerSecond))];
        }

        /// <summary>What was due soon is due in an hour; the call that was to come then comes.</summary>
        public async Task SetClockBackAsync()
        {
            for (var s = 0; s < shards.Count; s++)
            {
                Memories[s].Meta.WalkDue += 3_600_000;
                Assert.True(_walks[s].Wait < TimeSpan.FromSeconds(1));
                Taken += await ShardFixture.StepAsync(Memories[s], _walks[s]);
            }
        }

        public void Pause(TimeSpan time) => shards.ForEach(s => s.Time.Advance(time));

        /// <param name="callers">Replicas that each call all shards on their own.</param>
        public async Task ForAsync(int seconds, int callers)
        {
            for (var ms = 0; ms < seconds * 1000; ms += TickMilliseconds)
            {
                for (var s = 0; s < shards.Count; s++)
                {
                    for (var caller = 0; caller < callers; caller++)
                    {
                        if (_walks[s].Wait == TimeSpan.Zero)
                            Taken += await ShardFixture.StepAsync(Memories[s], _walks[s]);
                    }
                    shards[s].Time.Advance(TimeSpan.FromMilliseconds(TickMilliseconds));
                }
            }
        }
    }
}
