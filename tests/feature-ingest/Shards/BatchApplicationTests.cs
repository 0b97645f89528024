using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Shards;

public class BatchApplicationTests
{
    private readonly ShardFixture _shard = new();

    [Fact]
    public async Task Apply_ManyMessages_CountsEachOnce()
    {
        var memory = await _shard.LoadAsync();
        var application = new BatchApplication(memory, _shard.Clock);
        await application.ApplyAsync(new ShardBatch
        {
            Events =
            {
                _shard.Event(1, "u", "e1"),
                _shard.Event(2, "u", "e1"),
                _shard.Event(3, "v", "e1"),
                _shard.Event(4, "u", "old", at: _shard.Now - 181 * UnixDay.MillisecondsPerDay),
                _shard.Event(1, "u", "e1"),
            },
        });
        Assert.Equal((2, 1, 1, 0, 1), (application.Accepted, application.Duplicate, application.Late, application.Overflowed, application.Redelivered));
        var counts = memory.Meta.Counts;
        Assert.Equal((2, 1, 1, 1), (counts.Accepted, counts.Duplicate, counts.Late, counts.Redelivered));
        // A late event leaves nothing: no user, no history.
        Assert.Equal(2, memory.Meta.Users);
    }

    [Fact]
    public async Task Apply_OnlyWhatIsAccepted_IsToBeArchived()
    {
        var memory = await _shard.LoadAsync();
        var batch = new ShardBatch
        {
            Events =
            {
                Archivable(1, "e1"),
                Archivable(2, "e1"),
                Archivable(3, "e2", _shard.Now - 181 * UnixDay.MillisecondsPerDay),
                Archivable(4, "e3"),
                Archivable(1, "e1"),
            },
        };
        var first = new BatchApplication(memory, _shard.Clock);
        await first.ApplyAsync(batch);
        Assert.Equal(["1", "4"], first.Archived.Select(a => a.ToStringUtf8()));
        // The turn was not saved: the events are accepted, and archived, once more.
        var undone = new BatchApplication(await _shard.LoadAsync(), _shard.Clock);
        await undone.ApplyAsync(batch);
        Assert.Equal(["1", "4"], undone.Archived.Select(a => a.ToStringUtf8()));
        Assert.True(await memory.TrySaveAsync());
        var redelivered = new BatchApplication(await _shard.LoadAsync(), _shard.Clock);
        await redelivered.ApplyAsync(batch);
        Assert.Empty(redelivered.Archived);

        ShardEvent Archivable(ulong message, string eventId, long? at = null)
        {
            var e = _shard.Event(message, "u", eventId, at);
            e.Archived = ByteString.CopyFromUtf8($"{message}");
            return e;
        }
    }

    [Fact]
    public async Task Apply_TheSameMessageAgain_IsNotCountedWhateverItWasCountedAs()
    {
        var memory = await _shard.LoadAsync();
        var batch = new ShardBatch
        {
            Events = { _shard.Event(1, "u", "e1"), _shard.Event(2, "u", "e1"), _shard.Event(3, "u", "e3", at: 5) },
        };
        for (var round = 0; round < 3; round++)
        {
            // The second time from memory, the third from a fresh host that has only the store.
            var application = new BatchApplication(memory, _shard.Clock);
            await application.ApplyAsync(batch);
            Assert.Equal(round == 0 ? 0 : 3, application.Redelivered);
            Assert.True(await memory.TrySaveAsync());
            var counts = memory.Meta.Counts;
            Assert.Equal((1, 1, 1, 3 * round), (counts.Accepted, counts.Duplicate, counts.Late, counts.Redelivered));
            memory = round == 1 ? await _shard.LoadAsync() : memory;
        }
        Assert.Equal(1, (await memory.FindAsync("u"))!.Emission);
    }

    [Fact]
    public async Task Apply_AMessageOfManyTransactionsAgo_IsStillKnown()
    {
        var memory = await _shard.LoadAsync();
        ShardEvent[] first = [_shard.Event(1, "u", "e1"), _shard.Event(2, "u", "e1"), _shard.Event(3, "u", "old", at: 5)];
        await _shard.TurnAsync(memory, first);
        for (ulong i = 0; i < ShardMemory.WindowSlots; i++)
            await _shard.TurnAsync(memory, _shard.Event(100 + i, "v", $"e{i}"));
        // The accepted one has left the window and is known by its history; the duplicate and the late one are remembered apart.
        Assert.False(memory.IsCounted(1));
        var again = await _shard.TurnAsync(await _shard.LoadAsync(), [.. first, _shard.Event(4, "u", "e1")]);
        Assert.Equal((3, 1, 0, 0), (again.Redelivered, again.Duplicate, again.Late, again.Accepted));
    }

    [Fact]
    public async Task Apply_MoreMessagesWithoutATraceThanAreRemembered_ForgetsTheOldest()
    {
        var memory = await _shard.LoadAsync();
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "old", at: 5));
        const ulong Remembered = ShardMemory.TracelessSlots * ShardMemory.TracelessPerSlot;
        foreach (var part in Enumerable.Range(0, (int)Remembered).Chunk(1500))
            await _shard.TurnAsync(memory, part.Select(i => _shard.Event(100 + (ulong)i, "u", $"old{i}", at: 5)));
        for (ulong i = 0; i < ShardMemory.WindowSlots; i++)
            await _shard.TurnAsync(memory, _shard.Event(1_000_000 + i, "v", $"e{i}"));
        foreach (var host in new[] { memory, await _shard.LoadAsync() })
            Assert.Equal((false, true), (host.IsCounted(1), host.IsCounted(100 + Remembered - 1)));
    }

    [Fact]
    public async Task Apply_AChangedUser_GetsOneEmissionNumberABatchAndIsOwedOnce()
    {
        var memory = await _shard.LoadAsync();
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1", publishedAt: 900), _shard.Event(2, "u", "e2", publishedAt: 700), _shard.Event(3, "v", "e3", publishedAt: 800));
        await _shard.TurnAsync(memory, _shard.Event(4, "u", "e4", publishedAt: 950), _shard.Event(5, "u", "e4", publishedAt: 1));
        Assert.Equal((2, 1), ((await memory.FindAsync("u"))!.Emission, (await memory.FindAsync("v"))!.Emission));
        // Freshness is told from the oldest event that waits.
        Assert.Equal([("u", 700), ("v", 800)], memory.Meta.Owed.Select(o => (o.UserId, o.PublishedAt)));
    }

    [Fact]
    public async Task Apply_DuplicatesOnly_OwesNothing()
    {
        var memory = await _shard.LoadAsync();
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1"));
        memory.Meta.Owed.Clear();
        await _shard.TurnAsync(memory, _shard.Event(2, "u", "e1"));
        Assert.Empty(memory.Meta.Owed);
        Assert.Equal(1, (await memory.FindAsync("u"))!.Emission);
    }

    [Fact]
    public async Task Apply_AUserOwedByARefresh_TakesTheEventsTime()
    {
        var memory = await _shard.LoadAsync();
        memory.Meta.Owed.Add(new OwedUser { UserId = "u" });
        await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1", publishedAt: 900));
        Assert.Equal(900, Assert.Single(memory.Meta.Owed).PublishedAt);
    }

    [Fact]
    public async Task Apply_FirstEventsAndProfiles_AskForEmissionAtOnce()
    {
        var memory = await _shard.LoadAsync();
        Assert.True((await _shard.TurnAsync(memory, _shard.Event(1, "u", "e1"))).AtOnce);
        Assert.False((await _shard.TurnAsync(memory, _shard.Event(2, "u", "e2"))).AtOnce);
        Assert.True((await _shard.TurnAsync(memory, _shard.Profile(3, "u", "e3"))).AtOnce);
        Assert.False((await _shard.TurnAsync(memory, _shard.Profile(4, "u", "e3"))).AtOnce);
    }
}
