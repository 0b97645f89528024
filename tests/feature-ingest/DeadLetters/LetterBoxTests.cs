using System.Text;
using Microsoft.Extensions.Time.Testing;
using UserRep.Contracts.DeadLetters;
using UserRep.FeatureIngest.DeadLetters;
using UserRep.FeatureIngest.Shards;
using UserRep.FeatureIngest.Tests.Shards;

namespace UserRep.FeatureIngest.Tests.DeadLetters;

public class LetterBoxTests
{
    private readonly Dictionary<string, object> _store = [];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Store_TheSameRefusalAgain_KeepsAndCountsItOnce()
    {
        await StoreAsync(Letter(1), Letter(2), Letter(1));
        await StoreAsync(Letter(2), Letter(3, reason: "malformed"));
        var box = await LoadAsync();
        Assert.Equal(new Dictionary<string, long> { ["invalid"] = 2, ["malformed"] = 1 }, new Dictionary<string, long>(box.Meta.Refused));
        Assert.Equal((3, 2), (box.Meta.Kept, box.Meta.Redelivered));
        var letter = (await box.FindAsync(Id(1)))!.Detail();
        Assert.Equal(("original 1", "u1", DeadLetterState.Waiting, 10L), (letter.Text, letter.Letter.UserId, letter.Letter.State, letter.Letter.Bytes));
        Assert.Equal(new DeadLetterFault("at", "is wrong"), Assert.Single(letter.Faults));
        Assert.Null(await box.FindAsync(Id(4)));
    }

    [Fact]
    public async Task List_ManyLetters_GoesThroughThemInOrderByPageAndReason()
    {
        await StoreAsync([.. Enumerable.Range(0, 600).Select(i => Letter(i, reason: i % 100 == 0 ? "rare" : "invalid"))]);
        var box = await LoadAsync();
        foreach (var (reason, limit, expected) in new[] { ((string?)null, 250, 600), ("rare", 4, 6), ("unheard-of", 10, 0) })
        {
            var listed = new List<string>();
            for (long? after = -1; after is not null;)
            {
                (var entries, after) = await box.ListAsync(reason, after.Value, limit);
                Assert.True(entries.Count <= limit);
                listed.AddRange(entries.Select(e => e.Id));
            }
            Assert.Equal(Enumerable.Range(0, 600).Where(i => reason is null || (reason == "rare" && i % 100 == 0)).Select(Id), listed);
            Assert.Equal(expected, listed.Count);
        }
        Assert.Equal((0, null), await Listed(new LetterBoxTests()));
    }

    [Fact]
    public async Task Store_BeyondTheBound_DropsTheOldestAndCountsThem()
    {
        var options = new DeadLetterOptions { MaxLetters = 300 };
        await StoreAsync(options, [.. Enumerable.Range(0, 1000).Select(i => Letter(i))]);
        var box = await LoadAsync(options);
        Assert.Equal((300, 700, 1000), (box.Meta.Kept, box.Meta.Overflowed, box.Meta.Refused["invalid"]));
        var (entries, next) = await box.ListAsync(null, -1, 1000);
        Assert.Equal(Enumerable.Range(700, 300).Select(Id), entries.Select(e => e.Id));
        Assert.Null(next);
        Assert.Null(await box.FindAsync(Id(699)));
        Assert.Equal(box.Meta.KeptBytes, entries.Sum(e => e.KeptBytes));
        // Dropped pages and letters are gone from the store: meta, epoch, 300 letters and the pages they stand in.
        Assert.InRange(_store.Count, 302, 305);
    }

    [Fact]
    public async Task Store_BeyondTheBytes_DropsTheOldest()
    {
        var options = new DeadLetterOptions { MaxMegabytes = 8 };
        foreach (var i in Enumerable.Range(0, 12))
            await StoreAsync(options, Letter(i) with { Original = new byte[1024 * 1024], OriginalLength = 1024 * 1024 });
        var box = await LoadAsync(options);
        Assert.Equal((8, 4, 8L << 20), (box.Meta.Kept, box.Meta.Overflowed, box.Meta.KeptBytes));
        Assert.NotNull(await box.FindAsync(Id(4)));
    }

    [Fact]
    public async Task Sweep_LettersWithoutAUser_GoAfterTheirTimeAndOthersStay()
    {
        await StoreAsync(Letter(1), Letter(2) with { UserId = null }, Letter(3));
        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await (await LoadAsync()).FindAsync(Id(2)));
        _time.Advance(TimeSpan.FromSeconds(1));
        // Over is over, swept or not.
        Assert.Null(await (await LoadAsync()).FindAsync(Id(2)));
        await SweepAsync();
        var box = await LoadAsync();
        Assert.Equal((2, 1), (box.Meta.Kept, box.Meta.Expired));
        Assert.Equal([Id(1), Id(3)], (await box.ListAsync(null, -1, 10)).Entries.Select(e => e.Id));
        Assert.DoesNotContain(_store.Keys, k => k.Contains(Id(2)));
    }

    [Fact]
    public async Task Delete_ALetter_LeavesOnlyWhatKeepsItFromBeingCountedAgain()
    {
        await StoreAsync(Letter(1), Letter(2));
        var box = await LoadAsync();
        Assert.True(await box.DeleteAsync(Id(1)));
        Assert.False(await box.DeleteAsync(Id(1)));
        Assert.False(await box.DeleteAsync(Id(9)));
        Assert.True(await box.TrySaveAsync());
        await StoreAsync(Letter(1));
        box = await LoadAsync();
        Assert.Equal((1, 1, 2, 1), (box.Meta.Kept, box.Meta.Deleted, box.Meta.Refused["invalid"], box.Meta.Redelivered));
        Assert.Null(await box.FindAsync(Id(1)));
        Assert.DoesNotContain("original 1", Encoding.UTF8.GetString([.. _store.Values.OfType<byte[]>().SelectMany(b => b)]));
        _time.Advance(TimeSpan.FromDays(7));
        await SweepAsync();
        Assert.Equal((1, 0), ((await LoadAsync()).Meta.Kept, (await LoadAsync()).Meta.Expired));
        Assert.DoesNotContain(_store.Keys, k => k.Contains(Id(1)));
    }

    [Fact]
    public async Task Erase_AUser_EmptiesTheirLettersAndWhatComesThatIsOlder()
    {
        var erasedAt = _time.GetUtcNow();
        await StoreAsync([.. Enumerable.Range(0, 600).Select(i => Letter(i) with { UserId = i % 300 == 7 ? "gone" : "stays" })]);
        Assert.Equal(new LetterErasure(true, 2), await EraseAsync("r1"));
        // Asked again it tells the same; one of after the erasure is not its business.
        await StoreAsync(
            Letter(1001) with { UserId = "gone", PublishedAt = erasedAt },
            Letter(1002) with { UserId = "gone" },
            Letter(1003) with { UserId = "gone", PublishedAt = erasedAt + TimeSpan.FromSeconds(1) },
            Letter(1004) with { UserId = "stays", PublishedAt = erasedAt });
        Assert.Equal(new LetterErasure(true, 2), await EraseAsync("r1"));
        var box = await LoadAsync();
        foreach (var (i, isThere) in new[] { (7, false), (307, false), (1001, false), (1002, false), (1003, true), (1004, true) })
            Assert.Equal(isThere, await box.FindAsync(Id(i)) is not null);
        Assert.Equal((600, 604, 4), (box.Meta.Kept, box.Meta.Refused["invalid"], box.Meta.Deleted));
        var stored = Encoding.UTF8.GetString([.. _store.Values.OfType<byte[]>().SelectMany(b => b)]);
        Assert.All(["original 307", "original 1001", "original 1002"], text => Assert.DoesNotContain(text, stored));
        Assert.Equal(new LetterErasure(true, 1), await EraseAsync("r2"));
        // After its time nobody knows of the erasure any more.
        _time.Advance(TimeSpan.FromDays(7));
        box = await LoadAsync();
        await box.SweepErasedAsync();
        Assert.True(await box.TrySaveAsync());
        await StoreAsync(Letter(1005) with { UserId = "gone", PublishedAt = erasedAt });
        Assert.NotNull(await (await LoadAsync()).FindAsync(Id(1005)));

        async Task<LetterErasure> EraseAsync(string receipt)
        {
            var box = await LoadAsync();
            var result = await box.EraseAsync(new LetterErasureOrder("gone", receipt, erasedAt.ToUnixTimeMilliseconds(), erasedAt.AddDays(7).ToUnixTimeMilliseconds()));
            Assert.True(await box.TrySaveAsync());
            return result;
        }
    }

    [Fact]
    public async Task Replay_RefusedAgainAndThenTaken_IsToldByTheLetter()
    {
        await StoreAsync(Letter(1));
        var box = await LoadAsync();
        await BeginAsync(box);
        Assert.Equal((DeadLetterState.Replaying, 1), await StateAsync(box));
        // The refusal may come twice, and an outcome of no replay at all changes nothing.
        Assert.True(await box.StoreAsync(Letter(1, reason: "malformed") with { Replay = 1 }));
        Assert.False(await box.StoreAsync(Letter(1, reason: "malformed") with { Replay = 1 }));
        await box.SettleAsync(new ReplayMark(Id(1), 7), DeadLetterState.Replayed);
        Assert.Equal((DeadLetterState.RefusedAgain, 1), await StateAsync(box));
        Assert.Equal(("malformed", 2L), ((await box.FindAsync(Id(1)))!.Entry.Reason, box.Meta.Refused.Values.Sum()));
        await BeginAsync(box);
        await box.SettleAsync(new ReplayMark(Id(1), 2), DeadLetterState.Replayed);
        await box.SettleAsync(new ReplayMark(Id(1), 2), DeadLetterState.Late);
        Assert.Equal((DeadLetterState.Replayed, 2), await StateAsync(box));
        Assert.Equal(2, box.Meta.Replays);
        // It names a user, and is settled: now it goes in time.
        _time.Advance(TimeSpan.FromDays(7));
        Assert.Null(await box.FindAsync(Id(1)));
    }

    [Fact]
    public async Task Store_AReplayOfWhatIsGoneOrWasNeverReplayed_IsCountedAtMostOnce()
    {
        await StoreAsync(Letter(1) with { Replay = 3 }, Letter(1) with { Replay = 3 }, Letter(2), Letter(2, reason: "malformed") with { Replay = 1 });
        var box = await LoadAsync();
        Assert.Equal((2, 2), (box.Meta.Refused.Values.Sum(), box.Meta.Redelivered));
        Assert.Equal((DeadLetterState.Waiting, "invalid"), ((await box.FindAsync(Id(2)))!.Entry.Summary().State, (await box.FindAsync(Id(2)))!.Entry.Reason));
        var gone = (await box.FindAsync(Id(1)))!;
        await box.BeginReplayAsync(gone, [1]);
        await box.SettleAsync(new ReplayMark(Id(1), 4), DeadLetterState.Replayed);
        Assert.Equal((DeadLetterState.Replayed, 4), await StateAsync(box));
    }

    [Fact]
    public async Task Save_AfterAnotherHostHasWritten_IsRefused()
    {
        var first = await LoadAsync();
        await StoreAsync(Letter(1));
        await first.StoreAsync(Letter(2));
        Assert.False(await first.TrySaveAsync());
        Assert.Equal(1, (await LoadAsync()).Meta.Kept);
    }

    private static async Task<(int, long?)> Listed(LetterBoxTests empty)
    {
        var (entries, next) = await (await empty.LoadAsync()).ListAsync(null, -1, 10);
        return (entries.Count, next);
    }

    private static async Task BeginAsync(LetterBox box) => await box.BeginReplayAsync((await box.FindAsync(Id(1)))!, [1, 2, 3]);

    private static async Task<(DeadLetterState, int)> StateAsync(LetterBox box)
    {
        var summary = (await box.FindAsync(Id(1)))!.Entry.Summary();
        return (summary.State, summary.Replays);
    }

    private Task StoreAsync(params DeadLetter[] letters) => StoreAsync(new DeadLetterOptions(), letters);

    private async Task StoreAsync(DeadLetterOptions options, params DeadLetter[] letters)
    {
        var box = await LoadAsync(options);
        foreach (var letter in letters)
            await box.StoreAsync(letter);
        await box.KeepWithinBoundAsync();
        Assert.True(await box.TrySaveAsync());
    }

    private async Task SweepAsync()
    {
        var box = await LoadAsync();
        for (var page = box.Meta.FirstPage; page <= box.LastPage; page++)
            await box.SweepAsync(page);
        Assert.True(await box.TrySaveAsync());
    }

    private Task<LetterBox> LoadAsync(DeadLetterOptions? options = null) => LetterBox.LoadAsync(new ShardStorage(new MemoryActorState(_store)), options ?? new DeadLetterOptions(), _time);

    private DeadLetter Letter(int i, string reason = "invalid") =>
        new(Id(i), reason, [new DeadLetterFault("at", "is wrong")], Encoding.UTF8.GetBytes($"original {i}"), $"original {i}".Length, _time.GetUtcNow(), $"u{i}");

    private static string Id(int i) => i.ToString("x32");
}
