using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.FeatureIngest.Shards;
using UserRep.Features.Histories;

namespace UserRep.FeatureIngest.Tests.Shards;

/// <summary>One user with a million events, one item with every user: what they may cost.</summary>
public class HeavyUserTests
{
    private const int Million = 1_000_000;
    private const int Batch = 1000;

    private readonly ShardFixture _shard = new();

    [Theory]
    [InlineData(180, 100_000)]
    [InlineData(2, 50)]
    public async Task Apply_AMillionEventsOfOneUser_StayWithinTheBoundAndCostTheSame(int days, int items)
    {
        var memory = await _shard.LoadAsync();
        var (random, allocated, overflowed) = (new Random(1), new List<long>(), 0L);
        for (var i = 0; i < Million; i += Batch)
        {
            var batch = new ShardBatch { Events = { Enumerable.Range(i, Batch).Select(n => Event(n, random.Next(days), random.Next(items))) } };
            var application = new BatchApplication(memory, _shard.Clock);
            var before = GC.GetAllocatedBytesForCurrentThread();
            await application.ApplyAsync(batch);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            overflowed += application.Overflowed;
            // A store that every turn were written to would take most of the test's time.
            if (i % (50 * Batch) == 0)
                Assert.True(await memory.TrySaveAsync());
        }
        Assert.True(await memory.TrySaveAsync());
        var history = (await (await _shard.LoadAsync()).FindAsync("heavy"))!;
        Assert.InRange(history.CalculateSize(), 1, HistoryBound.MaxBytes);
        Assert.InRange(history.Days.Sum(d => d.EventHashes.Count), 0, HistoryBound.MaxBytes / 12);
        Assert.Equal(Million, memory.Meta.Counts.Accepted);
        Assert.Equal(Million, history.Days.Sum(d => d.EventHashes.Count) + overflowed);
        Assert.Equal(overflowed, memory.Meta.Counts.Overflowed);
        // An event late in the stream costs no more than one early in it: nothing grows with their number.
        Assert.InRange(allocated.TakeLast(100).Average(), 0, 1000 * Batch);
        Assert.InRange(allocated.TakeLast(100).Average(), 0, 1.5 * allocated.Skip(100).Take(100).Average());
    }

    [Fact]
    public async Task Apply_AHistoryAtItsBoundEventByEvent_AllocatesLittle()
    {
        // In event time nothing is late: every few events a day falls off, and each event is weighed against all that is kept.
        var shard = new ShardFixture(IngestClock.Event);
        var memory = await shard.LoadAsync();
        var (random, allocated) = (new Random(2), new List<long>());
        for (var i = 0; i < 40_000; i += Batch)
        {
            var batch = new ShardBatch { Events = { Enumerable.Range(i, Batch).Select(n => Event(n, -n / 30, random.Next(100_000))) } };
            var before = GC.GetAllocatedBytesForCurrentThread();
            await new BatchApplication(memory, shard.Clock).ApplyAsync(batch);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.True((await memory.FindAsync("heavy"))!.FloorDay > 0);
        // An enumerator a day of the 170 that are kept would be four times as much.
        Assert.InRange(allocated.TakeLast(10).Average(), 0, 1500 * Batch);
    }

    [Fact]
    public async Task Apply_AnItemOfEveryUser_CostsEachUserOneActivity()
    {
        var memory = await _shard.LoadAsync(hotUsers: 100);
        for (var i = 0; i < 5000; i += 500)
            await _shard.TurnAsync(memory, Enumerable.Range(i, 500).Select(n => _shard.Event((ulong)n + 1, $"u{n}", "e", publishedAt: 1)));
        Assert.Equal((5000, 100), (memory.Meta.Users, memory.HotUsers));
        var size = (await memory.FindAsync("u17"))!.CalculateSize();
        Assert.InRange(size, 1, 120);
        Assert.InRange(memory.HotBytes, 1, 130 * 100);
        // Nothing is kept of an item: the shard's own document names those that are owed, and no one else.
        await _shard.Emitter.EmitOwedAsync(memory, TestContext.Current.CancellationToken);
        Assert.InRange(memory.Meta.CalculateSize(), 1, 200);
    }

    private ShardEvent Event(int number, int daysAgo, int item) => new()
    {
        Message = (ulong)number + 1,
        PublishedAt = 500,
        Event = new UserEvent
        {
            UserId = "heavy",
            EventHash = StableHash.Of($"{number}"),
            At = _shard.Now - daysAgo * UnixDay.MillisecondsPerDay,
            Interaction = new Interaction { Item = (ulong)item, Action = item % 3 == 0 ? "like" : "listen", MilliWeight = 1000, Milliseconds = 30_000 },
        },
    };
}
