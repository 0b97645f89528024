using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UserRep.LocalMesh.PubSub.Journal;

namespace UserRep.LocalMesh.Tests.PubSub;

internal static class JournalTesting
{
    public static readonly Dictionary<string, string> NoMetadata = [];

    public static MessageJournal Open(TempFolder folder, long segmentBytes = 32 << 20, long retentionBytes = 256 << 20, JournalDisk? disk = null, long ackLogBytes = 8 << 20)
    {
        var options = new JournalOptions { Folder = folder.Path, SegmentBytes = segmentBytes, RetentionBytes = retentionBytes, AckLogBytes = ackLogBytes, AckFlushInterval = TimeSpan.FromMilliseconds(1) };
        var opening = MessageJournal.Open(options, TimeProvider.System, NullLogger.Instance, disk);
        Assert.Equal("", opening.Error);
        return opening.Journal!;
    }

    public static RecordBatch Batch(params IEnumerable<string> messages)
    {
        var batch = new RecordBatch(64);
        foreach (var message in messages)
        {
            batch.Begin(1_000, "text/plain", NoMetadata);
            batch.Buffer.Write(Encoding.UTF8.GetBytes(message));
            batch.End(RecordFlags.None, 0);
        }
        return batch;
    }

    public static async Task AppendAsync(this MessageJournal journal, string topic, params IEnumerable<string> messages)
    {
        var result = await journal.AppendAsync(topic, Batch(messages), TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
    }

    public static TopicLog Topic(this MessageJournal journal, string name) => journal.Topics.Single(t => t.Name == name);

    /// <summary>Text by id of all that can be read.</summary>
    public static Dictionary<long, string> ReadAll(this TopicLog topic)
    {
        var all = new Dictionary<long, string>();
        for (var id = topic.OldestId; id <= topic.LastId; id++)
        {
            using var message = topic.Read(id);
            if (message is not null)
                all.Add(id, Encoding.UTF8.GetString(message.Data.Span));
        }
        return all;
    }

    public static string OnlySegment(this TempFolder folder, string topic) =>
        Directory.GetFiles(folder.File(Path.Combine("topics", topic)), "*.seg").Single();
}
