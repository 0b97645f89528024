using UserRep.Contracts.Events;
using UserRep.EventArchive.Events;
using UserRep.EventArchive.Reading;

namespace UserRep.EventArchive.Tests.Compaction;

public sealed class ArchiveCompactorTests : IDisposable
{
    private readonly TempArchive _archive = new();

    [Fact]
    public async Task Run_EventsOfEveryKind_AreReadAsTheyWere()
    {
        ArchivedEvent[] events =
        [
            new() { EventId = "p", UserId = "u", At = -1, Profile = new ArchivedProfile { Values = { ["country"] = "SE", ["plan"] = "\"free\", ünly" } } },
            new() { EventId = "o", UserId = "u", At = 0, Onboarding = new ArchivedOnboarding { ItemIds = { "a", "b,c", "日本" } } },
            new() { EventId = "i", UserId = "u", At = 0, Interaction = new ArchivedInteraction { ItemId = "a", Action = "like", Weight = 0.1, PlayedMs = 7 } },
            new() { EventId = "j", UserId = "u", At = 1, Interaction = new ArchivedInteraction { ItemId = "a", Action = "skip", Weight = 0 } },
            new() { EventId = "k", UserId = "u", At = 2, Interaction = new ArchivedInteraction { ItemId = "a", Action = "skip", PlayedMs = 0 } },
        ];
        await _archive.WriteAsync(events.Reverse());
        Assert.Equal(events, _archive.Read());
        await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Empty(_archive.FinishedSegments);
        Assert.Equal(["1969-12-31", "1970-01-01"], _archive.Parts.Select(p => Path.GetFileName(Path.GetDirectoryName(p))));
        Assert.Equal(events, _archive.Read());
    }

    [Fact]
    public async Task Run_SeveralSegmentsOverDays_GivesOneFileADay()
    {
        for (var s = 0; s < 4; s++)
            await _archive.WriteAsync(TempArchive.Events(s * 50, 50, days: 3));
        var before = _archive.Read();
        var result = await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal((4, 200L, 0L), (result.Segments, result.Rows, result.Repeated));
        Assert.Equal(3, _archive.Parts.Count);
        Assert.Equal(before, _archive.Read());
    }

    [Fact]
    public async Task Run_SmallFilesOfTheDay_AreMergedAndLargeOnesLeft()
    {
        await _archive.WriteAsync(TempArchive.Events(0, 50));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        await _archive.WriteAsync(TempArchive.Events(50, 50));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        var merged = Assert.Single(_archive.Parts);
        await _archive.WriteAsync(TempArchive.Events(100, 50));
        await _archive.Compactor(smallBytes: 1).RunAsync(CancellationToken.None);
        Assert.Equal(2, _archive.Parts.Count);
        Assert.Contains(merged, _archive.Parts);
        Assert.Equal(TempArchive.Events(0, 150), _archive.Read());
    }

    [Fact]
    public async Task Read_RepetitionsAnywhere_AreReadOnce()
    {
        // In one segment, over segments, between a segment and a day's file, and between two of a day's files.
        await _archive.WriteAsync([.. TempArchive.Events(0, 20), .. TempArchive.Events(0, 20)]);
        await _archive.WriteAsync(TempArchive.Events(10, 20));
        Assert.Equal(TempArchive.Events(0, 30), _archive.Read());
        Assert.Equal(30, (await _archive.Compactor().RunAsync(CancellationToken.None)).Repeated);
        await _archive.WriteAsync(TempArchive.Events(5, 10));
        Assert.Equal(TempArchive.Events(0, 30), _archive.Read());
        await _archive.Compactor(smallBytes: 1).RunAsync(CancellationToken.None);
        Assert.Equal(2, _archive.Parts.Count);
        Assert.Equal(TempArchive.Events(0, 30), _archive.Read());
    }

    [Fact]
    public async Task Read_SameIdOfAnotherUserOrDay_IsAnotherEvent()
    {
        await _archive.WriteAsync(TempArchive.Event("e", "u"), TempArchive.Event("e", "v"), TempArchive.Event("e", "u", TempArchive.Today - 1));
        Assert.Equal(3, _archive.Read().Count);
        Assert.Equal(0, (await _archive.Compactor().RunAsync(CancellationToken.None)).Repeated);
        Assert.Equal(3, _archive.Read().Count);
    }

    [Fact]
    public async Task Run_CrashAtEachStep_NeitherLosesNorDoubles()
    {
        var crashes = 0;
        for (var steps = 0; ; steps++)
        {
            using var archive = new TempArchive();
            await archive.WriteAsync(TempArchive.Events(0, 30, days: 2));
            await archive.Compactor().RunAsync(CancellationToken.None);
            await archive.WriteAsync(TempArchive.Events(30, 30, days: 3));
            await archive.WriteAndDieAsync(TempArchive.Events(60, 30, days: 2));
            var all = archive.Read();
            Assert.Equal(90, all.Count);
            var disk = new FaultyDisk { StepsLeft = steps };
            if (await Record.ExceptionAsync(() => archive.Compactor(disk).RunAsync(CancellationToken.None)) is not IOException)
                break;
            crashes++;
            Assert.Equal(all, archive.Read());
            await archive.Compactor().RunAsync(CancellationToken.None);
            Assert.Equal(all, archive.Read());
            Assert.Empty(archive.FinishedSegments);
            Assert.Empty(archive.OpenSegments);
            Assert.Empty(archive.Folder.AsideFiles());
        }
        // Recovering a segment, three days of flush, move and flush, and the removals.
        Assert.InRange(crashes, 15, 100);
    }

    [Fact]
    public async Task Run_DayFileThatIsDamaged_IsLeftAndNamedToReaders()
    {
        await _archive.WriteAsync(TempArchive.Event("e"));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        var part = Assert.Single(_archive.Parts);
        var bytes = await File.ReadAllBytesAsync(part, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(part, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        await _archive.WriteAsync(TempArchive.Event("f"));
        var result = await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal((1, 1L, 1), (result.Segments, result.Rows, result.Unreadable));
        Assert.Contains(part, _archive.Parts);
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => _archive.Read()).Message);
    }

    [Fact]
    public async Task Run_WhileAnotherRuns_IsBusyAndDoesNothing()
    {
        await _archive.WriteAsync(TempArchive.Event("e"));
        using (new FileStream(_archive.Folder.MaintenanceLock, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.True((await _archive.Compactor().RunAsync(CancellationToken.None)).Busy);
        Assert.Single(_archive.FinishedSegments);
        Assert.False((await _archive.Compactor().RunAsync(CancellationToken.None)).Busy);
    }

    [Fact]
    public async Task Snapshot_CompactedWhileHeld_ReadsTheSameAgain()
    {
        await _archive.WriteAsync(TempArchive.Events(0, 40, days: 2));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        await _archive.WriteAsync(TempArchive.Events(40, 40, days: 2));
        using var snapshot = ArchiveSnapshot.Open(_archive.Path);
        var first = snapshot.Days.SelectMany(snapshot.Of).ToList();
        await _archive.WriteAsync(TempArchive.Events(80, 40, days: 2));
        await _archive.Compactor().RunAsync(CancellationToken.None);
        Assert.Equal(80, first.Count);
        Assert.Equal(first, snapshot.Days.SelectMany(snapshot.Of));
    }

    [Fact]
    public async Task Snapshot_OpenedWhileWritersAndCompactionRun_NeverMissesWhatWasAcknowledged()
    {
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        await using var writer = _archive.Writer(new EventArchive.Writing.ArchiveWriterOptions { SegmentBytes = 2000 });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 3000; i += 10)
            {
                await TempArchive.AppendAsync(writer, TempArchive.Events(i, 10, days: 3));
                Volatile.Write(ref acknowledged, i + 10);
            }
        }, TestContext.Current.CancellationToken);
        var compacting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await _archive.Compactor().RunAsync(CancellationToken.None);
        }, TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            var least = Volatile.Read(ref acknowledged);
            var ids = _archive.Ids();
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.Empty(Enumerable.Range(0, least).Select(i => $"e{i:D5}").Except(ids));
        }
        await writing;
        await stop.CancelAsync();
        await compacting;
        Assert.Equal(3000, _archive.Read().Count);
    }

    [Fact]
    public void Day_BeforeTheEpoch_IsTheDayItLiesIn() => Assert.Equal(-1, new ArchivedEvent { At = -UnixDay.MillisecondsPerDay }.Day());

    public void Dispose() => _archive.Dispose();
}
