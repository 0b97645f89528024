using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Shards;

public class HistoryEraserTests
{
    private static readonly HistoryErasureOrder s_first = new("u7", "r1");

    private readonly ShardFixture _shard = new();

    [Fact]
    public async Task Erase_AUser_LeavesNothingOfThemInTheStore()
    {
        var memory = await _shard.WithUsersAsync(600);
        memory.Meta.Owed.Add(new OwedUser { UserId = "u7" });

        Assert.True(await EraseAsync(memory, s_first));

        foreach (var host in new[] { memory, await _shard.LoadAsync() })
        {
            Assert.Null(await host.FindAsync("u7"));
            Assert.Equal(599, host.Meta.Users);
            Assert.DoesNotContain(host.Meta.Owed, o => o.UserId == "u7");
            var listed = new List<string>();
            for (uint page = 0; page < host.Meta.Pages; page++)
                listed.AddRange((await host.PageAsync(page)).UserIds);
            Assert.Equal(Enumerable.Range(0, 600).Where(i => i != 7).Select(i => $"u{i}"), listed);
            var mark = host.Marks.Find("u7")!;
            Assert.Equal((1, 1, 1), (mark.Emission, mark.Removed["histories"], mark.Removed["events"]));
        }
        Assert.DoesNotContain(_shard.StoredTexts(), t => t.Contains("\u0002u7") || t == "u7");
    }

    [Fact]
    public async Task Erase_TheSameReceiptAgain_ErasesNothingThatCameSince()
    {
        var memory = await _shard.WithUsersAsync(10);
        await EraseAsync(memory, s_first);
        await LaterAsync(memory, 1, "new");
        Assert.False(await EraseAsync(memory, s_first));
        Assert.NotNull(await memory.FindAsync("u7"));
        // Another erasure of the same user does.
        Assert.True(await EraseAsync(memory, new("u7", "r2")));
        Assert.Null(await memory.FindAsync("u7"));
        Assert.Equal(2, memory.Marks.Find("u7")!.Emission);
    }

    [Fact]
    public async Task Erase_SomeoneUnknown_IsMarkedAllTheSame()
    {
        var memory = await _shard.LoadAsync();
        Assert.True(await EraseAsync(memory, s_first));
        Assert.Empty(memory.Marks.Find("u7")!.Removed);
        Assert.Equal(0, memory.Meta.Users);
    }

    [Theory]
    // published and happened, in ms after the erasure; whether the message says when it was published
    [InlineData(-1, -1, true, true)]
    [InlineData(0, 0, true, true)]
    [InlineData(1, -1, true, true)]
    [InlineData(-1, 1, true, true)]
    [InlineData(1, -1, false, true)]
    [InlineData(1, 1, true, false)]
    [InlineData(1, 1, false, false)]
    public async Task Apply_AfterAnErasure_OnlyWhatIsLaterStartsAHistory(long published, long at, bool dated, bool refused)
    {
        var memory = await _shard.WithUsersAsync(10);
        var erasedAt = _shard.Now;
        await EraseAsync(memory, s_first);
        var e = _shard.Event(1, "u7", "late", erasedAt + at, erasedAt + published);
        e.Undated = !dated;
        var applied = await _shard.TurnAsync(await _shard.LoadAsync(), e);
        Assert.Equal(refused ? (1, 0) : (0, 1), (applied.Erased, applied.Accepted));
        Assert.Equal(refused, await (await _shard.LoadAsync()).FindAsync("u7") is null);
    }

    [Theory]
    [InlineData(-1, true, true)]
    [InlineData(1, false, true)]
    [InlineData(1, true, false)]
    public async Task Apply_AfterAnErasureInEventTime_PublicationDecides(long published, bool dated, bool refused)
    {
        var shard = new ShardFixture(IngestClock.Event);
        var memory = await shard.LoadAsync();
        await EraseAsync(memory, s_first, shard);
        var e = shard.Event(1, "u7", "old", shard.Now - 90 * UnixDay.MillisecondsPerDay, shard.Now + published);
        e.Undated = !dated;
        Assert.Equal(refused ? 1 : 0, (await shard.TurnAsync(memory, e)).Erased);
    }

    [Fact]
    public async Task Apply_RedeliveriesAfterAnErasure_BringNothingBackAndAreCountedOnce()
    {
        var memory = await _shard.LoadAsync();
        ShardEvent[] accepted = [_shard.Event(1, "u7", "e1"), _shard.Event(2, "u8", "e1")];
        await _shard.TurnAsync(memory, accepted);
        await EraseAsync(memory, s_first);
        var unseen = _shard.Event(3, "u7", "e2");
        for (var i = 0; i < 2; i++)
            await _shard.TurnAsync(memory, [.. accepted, unseen]);
        Assert.Null(await memory.FindAsync("u7"));
        var counts = memory.Meta.Counts;
        Assert.Equal((2, 1, 5), (counts.Accepted, counts.Erased, counts.Redelivered));
    }

    [Fact]
    public async Task Apply_ANewHistory_GoesOnAboveTheErasedEmissionNumbers()
    {
        var memory = await _shard.LoadAsync();
        for (ulong i = 1; i <= 3; i++)
            await _shard.TurnAsync(memory, _shard.Event(i, "u7", $"e{i}"));
        await EraseAsync(memory, s_first);
        await LaterAsync(memory, 4, "new");
        var history = (await (await _shard.LoadAsync()).FindAsync("u7"))!;
        Assert.Equal((4, 1), (history.Emission, history.Days.Single().EventHashes.Count));
        // Erased again before anything was emitted: the number isn't used twice either.
        await EraseAsync(memory, new("u7", "r2"));
        await EraseAsync(memory, new("u7", "r3"));
        Assert.Equal(4, memory.Marks.Find("u7")!.Emission);
    }

    [Fact]
    public async Task Release_WhatWasAcceptedMeanwhile_GoesToTheArchiveOnce()
    {
        var memory = await _shard.LoadAsync();
        await EraseAsync(memory, s_first, isArchived: true);
        var first = await LaterAsync(memory, 1, "a");
        Assert.Equal((1, 0), (first.Accepted, first.Archived.Count));
        memory = await _shard.LoadAsync();
        await LaterAsync(memory, 2, "b");
        Assert.Null(await new HistoryEraser(memory).ReleaseAsync(new("u7", "another")));
        Assert.Equal(["a", "b"], (await new HistoryEraser(memory).ReleaseAsync(s_first))!.Select(e => e.ToStringUtf8()));
        Assert.True(await memory.TrySaveAsync());
        memory = await _shard.LoadAsync();
        Assert.Null(await new HistoryEraser(memory).ReleaseAsync(s_first));
        Assert.Single((await LaterAsync(memory, 3, "c")).Archived);
    }

    [Fact]
    public async Task Apply_MoreThanCanWaitForTheArchive_IsRefusedAndCounted()
    {
        var memory = await _shard.LoadAsync();
        await EraseAsync(memory, s_first, isArchived: true);
        _shard.Time.Advance(TimeSpan.FromSeconds(2));
        var applied = await _shard.TurnAsync(memory, Enumerable.Range(0, 1010).Select(i => Archivable((ulong)i + 1, $"e{i}")));
        Assert.Equal((1000, 10), (applied.Accepted, applied.Erased));
    }

    [Fact]
    public async Task Marks_AfterTheirTime_AreDroppedUnlessTheArchiveIsOwedSomething()
    {
        var memory = await _shard.LoadAsync();
        await EraseAsync(memory, s_first);
        await EraseAsync(memory, new("v", "r2"), isArchived: true);
        Assert.False(memory.Marks.DropExpired(_shard.Now + 7 * UnixDay.MillisecondsPerDay));
        Assert.True(memory.Marks.DropExpired(_shard.Now + 8 * UnixDay.MillisecondsPerDay));
        Assert.Equal((true, false), (memory.Marks.Find("u7") is null, memory.Marks.Find("v") is null));
    }

    private async Task<bool> EraseAsync(ShardMemory memory, HistoryErasureOrder order, ShardFixture? shard = null, bool isArchived = false)
    {
        shard ??= _shard;
        var erased = await new HistoryEraser(memory).EraseAsync(order, shard.Now, shard.Now + 7 * UnixDay.MillisecondsPerDay, isArchived);
        Assert.True(await memory.TrySaveAsync());
        return erased;
    }

    /// <summary>An event of u7 that is later than what was erased before.</summary>
    private Task<BatchApplication> LaterAsync(ShardMemory memory, ulong message, string eventId)
    {
        _shard.Time.Advance(TimeSpan.FromSeconds(2));
        return _shard.TurnAsync(memory, Archivable(message, eventId));
    }

    private ShardEvent Archivable(ulong message, string eventId)
    {
        var e = _shard.Event(message, "u7", eventId, publishedAt: _shard.Now);
        e.Archived = ByteString.CopyFromUtf8(eventId);
        return e;
    }
}
