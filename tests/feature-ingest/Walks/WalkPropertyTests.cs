using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Tests.Walks;

/// <summary>Random directories, walked while users join, act, are erased and come back, and hosts are lost.</summary>
public class WalkPropertyTests
{
    private const string V2 = "representation@v2";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Refresh_RandomInterleaving_VisitsEachUserOnce(int seed)
    {
        var (shard, random) = (new ShardFixture(), new Random(seed));
        var run = await DirectoryRun.CreateAsync(shard, random);
        shard.Time.Advance(TimeSpan.FromDays(1));
        var before = run.Emissions();
        await run.WalkAsync(restarts: true, () => run.Memory.Meta.Refresh is not { Day: ShardFixture.Today + 1, Done: true });
        Assert.NotEmpty(run.Undisturbed);
        foreach (var user in run.Undisturbed)
        {
            var history = (await run.Memory.FindAsync(user))!;
            Assert.Equal((user, before[user] + 1, ShardFixture.Today + 1), (user, history.Emission, history.EmittedDay));
        }
        // Whoever did something is emitted for the new day too.
        Assert.All(await run.HistoriesAsync(), h => Assert.Equal(ShardFixture.Today + 1, h.EmittedDay));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Backfill_RandomInterleaving_VisitsEachUserOnce(int seed)
    {
        var (shard, random) = (new ShardFixture(), new Random(seed));
        var restarts = seed % 2 == 0;
        var run = await DirectoryRun.CreateAsync(shard, random);
        BackfillOrders.Start(run.Memory.Meta, V2);
        Assert.True(await run.Memory.TrySaveAsync());
        await run.WalkAsync(restarts, () => !run.Memory.Meta.Backfills[0].Done);
        var visits = shard.Emitted(Topics.UserFeaturesBackfill).SelectMany(m => m.Users).CountBy(u => u.History.UserId).ToDictionary();
        Assert.NotEmpty(run.Undisturbed);
        // What a lost host had published comes again; nothing else does.
        Assert.All(run.Undisturbed, u => Assert.InRange(visits.GetValueOrDefault(u), 1, restarts ? int.MaxValue : 1));
        if (!restarts)
            Assert.Equal(run.Memory.Meta.Backfills[0].Emitted, visits.Values.Sum());
    }

    private sealed class DirectoryRun(ShardFixture shard, Random random)
    {
        private readonly HashSet<string> _users = [];
        private Dictionary<string, long> _emissions = [];
        private ShardWalk _walk = null!;
        private ulong _message = 5_000_000;

        public ShardMemory Memory { get; private set; } = null!;

        /// <summary>Users of the beginning who did nothing and were not erased.</summary>
        public HashSet<string> Undisturbed { get; private set; } = [];

        public static async Task<DirectoryRun> CreateAsync(ShardFixture shard, Random random)
        {
            var run = new DirectoryRun(shard, random);
            var users = 1 + random.Next(700);
            run.Memory = await shard.WithUsersAsync(users, hotUsers: 1 + random.Next(50));
            run._users.UnionWith(Enumerable.Range(0, users).Select(u => $"u{u}"));
            for (var gone = random.Next(users / 4); gone > 0; gone--)
                await run.EraseAsync();
            await shard.DrainAsync(run.Memory);
            run._walk = shard.Walk(run.Memory);
            run.Undisturbed = [.. run._users];
            run._emissions = (await run.HistoriesAsync()).ToDictionary(h => h.UserId, h => h.Emission);
            return run;
        }

        public IReadOnlyDictionary<string, long> Emissions() => _emissions;

        public async Task<List<Contracts.Wire.UserHistory>> HistoriesAsync()
        {
            var histories = new List<Contracts.Wire.UserHistory>();
            foreach (var user in _users)
                histories.Add((await Memory.PeekAsync(user))!.Clone());
            return histories;
        }

        /// <summary>Does this and that until the walk is done and nobody is owed.</summary>
        public async Task WalkAsync(bool restarts, Func<bool> isUnderWay)
        {
            for (var turn = 0; isUnderWay() || Memory.Meta.Owed.Count > 0; turn++)
            {
                Assert.InRange(turn, 0, 5000);
                switch (random.Next(restarts ? 10 : 9))
                {
                    case 0:
                        await ActAsync($"new-{turn}");
                        break;
                    case 1 when Undisturbed.Count > 1:
                        await ActAsync(_users.ElementAt(random.Next(_users.Count)));
                        break;
                    case 2 when Undisturbed.Count > 1:
                        var erased = await EraseAsync();
                        if (random.Next(2) == 0)
                            await ActAsync(erased);
                        break;
                    case < 6:
                        await shard.PumpAsync(Memory);
                        break;
                    case 9:
                        Memory = await shard.LoadAsync(1 + random.Next(50));
                        _walk = shard.Walk(Memory);
                        break;
                    default:
                        await ShardFixture.StepAsync(Memory, _walk);
                        break;
                }
            }
        }

        private async Task ActAsync(string user)
        {
            _users.Add(user);
            Undisturbed.Remove(user);
            await shard.TurnAsync(Memory, shard.Event(++_message, user, $"e{_message}", publishedAt: shard.Now));
        }

        private async Task<string> EraseAsync()
        {
            var user = _users.ElementAt(random.Next(_users.Count));
            _users.Remove(user);
            Undisturbed.Remove(user);
            // Before what the user does next.
            await new HistoryEraser(Memory).EraseAsync(new HistoryErasureOrder(user, $"r{++_message}"), shard.Now - (2 * UnixDay.MillisecondsPerDay), shard.Now + UnixDay.MillisecondsPerDay, isArchived: false);
            Assert.True(await Memory.TrySaveAsync());
            return user;
        }
    }
}
