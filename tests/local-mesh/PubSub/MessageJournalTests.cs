using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

public sealed class MessageJournalTests
{
    [Fact]
    public async Task Append_Reopened_ReadsWhatWasWritten()
    {
        using var folder = new TempFolder();
        var metadata = new Dictionary<string, string> { ["key"] = "välue", ["empty"] = "" };
        await using (var journal = JournalTesting.Open(folder))
        {
            var batch = new RecordBatch();
            batch.Begin(123, "application/x", metadata);
            batch.Buffer.Write([1, 2, 3]);
            batch.End(RecordFlags.Raw, 456);
            Assert.True((await journal.AppendAsync("a/b.c", batch, TestContext.Current.CancellationToken)).Durable);
        }
        await using var again = JournalTesting.Open(folder);
        using var message = again.Topic("a/b.c").Read(1)!;
        Assert.Equal([1, 2, 3], message.Data.ToArray());
        Assert.Equal(("application/x", 123L, 456L, RecordFlags.Raw), (message.ContentType, message.PublishedMs, message.ExpiresMs, message.Flags));
        Assert.Equal(metadata, message.Metadata);
        Assert.Null(again.Topic("a/b.c").Read(2));
    }

    [Fact]
    public async Task Open_LastRecordCutAtEveryByte_KeepsEverythingBefore()
    {
        using var folder = new TempFolder();
        long wholeOfTwo;
        await using (var journal = JournalTesting.Open(folder))
        {
            await journal.AppendAsync("t", "one", "two");
            wholeOfTwo = new FileInfo(folder.OnlySegment("t")).Length;
            await journal.AppendAsync("t", "three");
        }
        var bytes = await File.ReadAllBytesAsync(folder.OnlySegment("t"), TestContext.Current.CancellationToken);
        for (var cut = (int)wholeOfTwo; cut < bytes.Length; cut++)
        {
            using var torn = folder.Snapshot();
            await File.WriteAllBytesAsync(torn.OnlySegment("t"), bytes[..cut], TestContext.Current.CancellationToken);
            await using var journal = JournalTesting.Open(torn);
            Assert.Equal(new() { [1] = "one", [2] = "two" }, journal.Topic("t").ReadAll());
            Assert.Equal(wholeOfTwo, new FileInfo(torn.OnlySegment("t")).Length);
            await journal.AppendAsync("t", "next");
            Assert.Equal("next", journal.Topic("t").ReadAll()[3]);
        }
    }

    [Fact]
    public async Task Open_ByteDamagedInTheMiddle_LosesOnlyThatMessage()
    {
        using var folder = new TempFolder();
        await using (var journal = JournalTesting.Open(folder))
            await journal.AppendAsync("t", "one", "two", "three");
        var bytes = await File.ReadAllBytesAsync(folder.OnlySegment("t"), TestContext.Current.CancellationToken);
        var size = bytes.Length / 3;
        for (var at = size; at < 2 * size - 2; at++)
        {
            using var damaged = folder.Snapshot();
            var copy = bytes.ToArray();
            copy[at] ^= 0x55;
            await File.WriteAllBytesAsync(damaged.OnlySegment("t"), copy, TestContext.Current.CancellationToken);
            await using var journal = JournalTesting.Open(damaged);
            Assert.Equal(new() { [1] = "one", [3] = "three" }, journal.Topic("t").ReadAll());
        }
    }

    [Fact]
    public async Task Open_HeldByAnother_SaysSo()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        var second = MessageJournal.Open(new JournalOptions { Folder = folder.Path }, TimeProvider.System, NullLogger.Instance);
        Assert.Null(second.Journal);
        Assert.Contains("in use by another process", second.Error);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_SharesFlushesAndKeepsAll()
    {
        const int publishers = 32, each = 40;
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        await Task.WhenAll(Enumerable.Range(0, publishers).Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
                await journal.AppendAsync(p % 2 == 0 ? "even" : "odd", $"{p}:{i}");
        })));
        var all = journal.Topics.SelectMany(t => t.ReadAll().Values).ToHashSet();
        Assert.Equal(publishers * each, all.Count);
        Assert.True(journal.Groups < publishers * each, $"{journal.Groups} groups for {publishers * each} publishes");
        // Each publisher waited for its own: its messages are in order.
        var even = journal.Topic("even").ReadAll().Where(m => m.Value.StartsWith("0:", StringComparison.Ordinal)).OrderBy(m => m.Key).Select(m => m.Value);
        Assert.Equal(Enumerable.Range(0, each).Select(i => $"0:{i}"), even);
    }

    [Fact]
    public async Task Acknowledge_ByTwoConsumers_IsKeptApartAndOverReopen()
    {
        using var folder = new TempFolder();
        await using (var journal = JournalTesting.Open(folder))
        {
            await journal.AppendAsync("t", "1", "2", "3", "4", "5");
            var (a, b) = (journal.Subscribe("t", "a"), journal.Subscribe("t", "b"));
            foreach (var id in new[] { 1, 2, 4 })
                a.Acknowledge(id);
            b.Acknowledge(5);
        }
        await using var again = JournalTesting.Open(folder);
        Assert.Equal([3, 5], Unacknowledged(again.Subscribe("t", "a")));
        Assert.Equal([1, 2, 3, 4], Unacknowledged(again.Subscribe("t", "b")));
        Assert.Equal(2, again.Subscribe("t", "a").Backlog);
    }

    [Fact]
    public async Task Acknowledge_FlushedThenCrashed_IsKept()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        await journal.AppendAsync("t", "1", "2");
        var position = journal.Subscribe("t", "a");
        position.Acknowledge(1);
        await Eventually.IsAsync(() =>
        {
            using var crash = folder.Snapshot();
            using var survivor = new Survivor(crash);
            return survivor.Journal.Subscribe("t", "a").IsAcknowledged(1);
        }, "the acknowledgement is in the file");
    }

    [Fact]
    public async Task Acknowledge_Ongoing_KeepsTheLogSmall()
    {
        using var folder = new TempFolder();
        const int bound = 4096;
        const int messages = 2000;
        var disk = new VolatileDisk(folder.Path);
        await using (var journal = JournalTesting.Open(folder, disk: disk, ackLogBytes: bound))
        {
            await journal.AppendAsync("t", Enumerable.Range(1, messages).Select(n => $"{n}"));
            var position = journal.Subscribe("t", "a");
            // First every other one, which no range joins: 16 KB of holes at the most.
            foreach (var some in Enumerable.Range(1, messages - 1).OrderBy(n => n % 2).Chunk(50))
            {
                var written = disk.Calls.Count;
                foreach (var id in some)
                    position.Acknowledge(id);
                await Eventually.IsAsync(() => disk.Calls.Count >= written + 2, "they are flushed");
            }
        }
        Assert.InRange(new FileInfo(folder.File("acks.log")).Length, 1, 2 * bound);
        await using var again = JournalTesting.Open(folder, ackLogBytes: bound);
        Assert.Equal([messages], Unacknowledged(again.Subscribe("t", "a")));
    }

    [Fact]
    public async Task Subscribe_NewConsumer_StartsAtOldestKept()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder);
        await journal.AppendAsync("t", "1", "2");
        Assert.Equal([1, 2], Unacknowledged(journal.Subscribe("t", "late")));
    }

    [Fact]
    public async Task Append_NobodySubscribes_KeepsToRetention()
    {
        using var folder = new TempFolder();
        await using var journal = JournalTesting.Open(folder, segmentBytes: 4096, retentionBytes: 16384);
        for (var i = 0; i < 60; i++)
            await journal.AppendAsync("t", new string('x', 1000));
        var topic = journal.Topic("t");
        Assert.True(topic.OldestId > 1);
        Assert.Equal(topic.OldestId - 1, topic.Dropped);
        Assert.True(Directory.GetFiles(folder.File("topics/t")).Sum(f => new FileInfo(f).Length) <= 16384 + 4096 + 2048);
        Assert.Equal(60, topic.LastId);
        Assert.Equal(topic.OldestId, Unacknowledged(journal.Subscribe("t", "late"))[0]);
    }

    [Fact]
    public async Task Trim_AllConsumersAcknowledged_DropsSegmentsAndKeepsCounting()
    {
        using var folder = new TempFolder();
        await using (var journal = JournalTesting.Open(folder, segmentBytes: 4096))
        {
            var (a, b) = (journal.Subscribe("t", "a"), journal.Subscribe("t", "b"));
            for (var i = 0; i < 40; i++)
                await journal.AppendAsync("t", new string('x', 1000));
            a.Acknowledge(new IdRange(1, 40));
            b.Acknowledge(new IdRange(1, 20));
            var topic = journal.Topic("t");
            await Eventually.IsAsync(() => topic.OldestId > 10, "segments both are done with are dropped");
            Assert.True(topic.OldestId <= 21);
            b.Acknowledge(new IdRange(21, 40));
            await Eventually.IsAsync(() => Directory.GetFiles(folder.File("topics/t")).Length == 1, "one segment is left");
        }
        await using var again = JournalTesting.Open(folder, segmentBytes: 4096);
        Assert.Empty(Unacknowledged(again.Subscribe("t", "a")));
        await again.AppendAsync("t", "next");
        Assert.Equal([41], Unacknowledged(again.Subscribe("t", "a")));
    }

    [Fact]
    public async Task Append_FilesOfTopicDeleted_NewMessagesAreNotTakenForAcknowledged()
    {
        using var folder = new TempFolder();
        await using (var journal = JournalTesting.Open(folder))
        {
            await journal.AppendAsync("t", "1", "2", "3");
            journal.Subscribe("t", "a").Acknowledge(new IdRange(1, 3));
        }
        Directory.Delete(folder.File("topics/t"), recursive: true);
        await using var again = JournalTesting.Open(folder);
        await again.AppendAsync("t", "new");
        Assert.Equal([4], Unacknowledged(again.Subscribe("t", "a")));
        Assert.Equal("new", again.Topic("t").ReadAll()[4]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Append_DiskFull_FailsAndWorksAgainWithSpace(bool onWrite)
    {
        using var folder = new TempFolder();
        var disk = new FullDisk();
        await using (var journal = JournalTesting.Open(folder, disk: disk))
        {
            await journal.AppendAsync("t", "before");
            (disk.WritesFail, disk.FlushesFail) = (onWrite, !onWrite);
            var refused = await journal.AppendAsync("t", JournalTesting.Batch("lost", "lost too"), TestContext.Current.CancellationToken);
            Assert.Contains(onWrite ? "No space left on device" : "Input/output error", refused.Error);
            var refusedTopic = await journal.AppendAsync("fresh", JournalTesting.Batch("lost"), TestContext.Current.CancellationToken);
            Assert.False(refusedTopic.Durable);
            Assert.Single(journal.Topic("t").ReadAll());
            (disk.WritesFail, disk.FlushesFail) = (false, false);
            await journal.AppendAsync("t", "after");
            await journal.AppendAsync("fresh", "after");
        }
        await using var again = JournalTesting.Open(folder);
        Assert.Equal(new() { [1] = "before", [2] = "after" }, again.Topic("t").ReadAll());
        Assert.Equal(new() { [1] = "after" }, again.Topic("fresh").ReadAll());
    }

    [Fact]
    public async Task Append_AfterClose_IsRefused()
    {
        using var folder = new TempFolder();
        var journal = JournalTesting.Open(folder);
        await journal.DisposeAsync();
        var result = await journal.AppendAsync("t", JournalTesting.Batch("x"), TestContext.Current.CancellationToken);
        Assert.Equal("the journal is closed", result.Error);
    }

    internal static List<long> Unacknowledged(ConsumerPosition position)
    {
        var ids = new List<long>();
        for (var id = position.Topic.OldestId; id <= position.Topic.LastId; id++)
        {
            if (!position.IsAcknowledged(id))
                ids.Add(id);
        }
        return ids;
    }

    private sealed class Survivor(TempFolder folder) : IDisposable
    {
        public MessageJournal Journal { get; } = JournalTesting.Open(folder);

        public void Dispose() => Journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
