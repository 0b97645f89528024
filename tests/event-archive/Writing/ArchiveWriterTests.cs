using Google.Protobuf;
using UserRep.EventArchive.Writing;

namespace UserRep.EventArchive.Tests.Writing;

public sealed class ArchiveWriterTests : IDisposable
{
    private readonly TempArchive _archive = new();

    [Fact]
    public async Task Append_Answered_IsOnDiskAndReadable()
    {
        await using var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Events(0, 10));
        // The writer lives on: nothing was closed to make it readable.
        Assert.Single(_archive.OpenSegments);
        Assert.Equal(TempArchive.Events(0, 10), _archive.Read());
    }

    [Fact]
    public async Task Append_ManyAtOnce_ShareFlushes()
    {
        const int appends = 400;
        var disk = new SlowDisk();
        await using var writer = _archive.Writer(disk: disk);
        var first = TempArchive.AppendAsync(writer, TempArchive.Event("first"));
        await disk.Flushing;
        var rest = Enumerable.Range(0, appends).Select(i => TempArchive.AppendAsync(writer, TempArchive.Event($"e{i}"))).ToArray();
        Assert.DoesNotContain(rest, t => t.IsCompleted);
        disk.Release();
        await Task.WhenAll([first, .. rest]);
        // One for the first, and one or few for all that waited meanwhile.
        Assert.InRange(writer.Groups, 2, appends / 10);
        Assert.Equal(writer.Groups, disk.Flushes);
        Assert.Equal(appends + 1, _archive.Read().Count);
    }

    [Fact]
    public async Task Append_TwoWriters_NeverShareAFile()
    {
        await using var one = _archive.Writer();
        await using var two = _archive.Writer();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => TempArchive.AppendAsync(i % 2 == 0 ? one : two, TempArchive.Event($"e{i:D3}", ms: i))));
        Assert.Equal(2, _archive.OpenSegments.Select(ArchiveFolder.WriterOf).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"e{i:D3}"), _archive.Ids());
    }

    [Fact]
    public async Task Append_SegmentFull_BeginsTheNext()
    {
        await using var writer = _archive.Writer(new ArchiveWriterOptions { SegmentBytes = 500 });
        foreach (var e in TempArchive.Events(0, 40))
            await TempArchive.AppendAsync(writer, e);
        Assert.InRange(_archive.FinishedSegments.Count, 2, 40);
        Assert.Equal(TempArchive.Events(0, 40), _archive.Read());
    }

    [Fact]
    public async Task FinishSegment_WithRecords_FinishesItAndBeginsNoOther()
    {
        await using var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Event("e"));
        Assert.Empty(_archive.FinishedSegments);
        await writer.FinishSegmentAsync(CancellationToken.None);
        Assert.Single(_archive.FinishedSegments);
        await writer.FinishSegmentAsync(CancellationToken.None);
        Assert.Empty(_archive.OpenSegments);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Append_DiskFull_IsNotDurableAndGoesOnOnceThereIsRoom(int partialBytes)
    {
        var disk = new FaultyDisk { PartialBytes = partialBytes };
        await using (var writer = _archive.Writer(disk: disk))
        {
            await TempArchive.AppendAsync(writer, TempArchive.Event("before"));
            disk.StepsLeft = 0;
            for (var i = 0; i < 3; i++)
                Assert.Contains("no space left", await FailingAsync(writer, "refused"));
            Assert.Equal(["before"], _archive.Ids());
            disk.StepsLeft = int.MaxValue;
            await TempArchive.AppendAsync(writer, TempArchive.Event("after", ms: 1));
        }
        Assert.Equal(["before", "after"], _archive.Ids());
        Assert.Equal(0, (await _archive.Compactor().RunAsync(CancellationToken.None)).DamagedBytes);
    }

    [Fact]
    public async Task Append_FlushFails_IsNotDurableAndNothingFollowsInThatSegment()
    {
        var disk = new FaultyDisk();
        await using var writer = _archive.Writer(disk: disk);
        await TempArchive.AppendAsync(writer, TempArchive.Event("before"));
        disk.FlushesFail = true;
        Assert.Contains("flush failed", await FailingAsync(writer, "unsure"));
        disk.FlushesFail = false;
        await TempArchive.AppendAsync(writer, TempArchive.Event("after", ms: 1));
        Assert.Single(_archive.FinishedSegments);
        Assert.Single(_archive.OpenSegments);
        Assert.Equal(["before", "after"], _archive.Ids());
    }

    [Fact]
    public async Task Append_FolderMissing_IsNotDurableUntilItIsThere()
    {
        Directory.Delete(_archive.Path);
        await using var writer = _archive.Writer();
        Assert.Contains("there is no archive folder", await FailingAsync(writer, "e"));
        // Where a volume should be mounted, nothing may be written in its place.
        Assert.False(Directory.Exists(_archive.Path));
        Directory.CreateDirectory(_archive.Path);
        await TempArchive.AppendAsync(writer, TempArchive.Event("e"));
        Assert.Equal(["e"], _archive.Ids());
    }

    [Fact]
    public async Task Append_FolderDeletedMeanwhile_IsNotDurable()
    {
        await using var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Event("lost with the folder"));
        Directory.Delete(_archive.Path, recursive: true);
        Assert.Contains("is gone", await FailingAsync(writer, "e"));
        Directory.CreateDirectory(_archive.Path);
        await TempArchive.AppendAsync(writer, TempArchive.Event("e"));
        Assert.Equal(["e"], _archive.Ids());
    }

    [Fact]
    public async Task Append_WithoutRecords_TellsWhetherTheyWouldBeDurable()
    {
        var disk = new FaultyDisk { StepsLeft = 0 };
        await using (var writer = _archive.Writer(disk: disk))
        {
            Assert.False((await writer.AppendAsync([], CancellationToken.None)).Durable);
            disk.StepsLeft = int.MaxValue;
            Assert.True((await writer.AppendAsync([], CancellationToken.None)).Durable);
        }
        Assert.Empty(_archive.OpenSegments);
        Assert.Empty(_archive.FinishedSegments);
    }

    [Fact]
    public async Task Dispose_FinishesItsSegmentAndRefusesMore()
    {
        var writer = _archive.Writer();
        await TempArchive.AppendAsync(writer, TempArchive.Event("e"));
        await writer.DisposeAsync();
        Assert.Single(_archive.FinishedSegments);
        Assert.Empty(Directory.GetFiles(_archive.Folder.Writers));
        Assert.Contains("closed", await FailingAsync(writer, "late"));
    }

    public void Dispose() => _archive.Dispose();

    private static async Task<string> FailingAsync(ArchiveWriter writer, string id)
    {
        var result = await writer.AppendAsync([TempArchive.Event(id).ToByteString()], CancellationToken.None);
        Assert.False(result.Durable);
        return result.Error!;
    }
}
