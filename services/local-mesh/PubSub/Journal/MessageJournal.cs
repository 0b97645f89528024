using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>
/// A durable append-only log per topic, shared by all app-ids of the mesh, with an acknowledged position per (topic, consumer).
/// On disk: lock, acks.log, topics/{topic}/{first id}.seg.
/// </summary>
internal sealed partial class MessageJournal : IAsyncDisposable
{
    /// <summary>A topic is a folder; file systems end at 255 bytes a name.</summary>
    public const int MaxTopicBytes = 200;

    private readonly JournalOptions _options;
    private readonly JournalDisk _disk;
    private readonly ILogger _log;
    private readonly FileStream _lock;
    private readonly JournalWriter _writer;
    private readonly AckFlusher _flusher;
    private readonly ConcurrentDictionary<string, TopicLog> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Topic, string Consumer), ConsumerPosition> _positions = new();

    private MessageJournal(JournalOptions options, TimeProvider time, JournalDisk disk, ILogger log, FileStream folderLock)
    {
        (_options, _disk, _log, _lock) = (options, disk, log, folderLock);
        var topics = Path.Combine(options.Folder, "topics");
        // Every name on the way to a message, from the bottom up.
        foreach (var named in new[] { topics, options.Folder, Path.GetDirectoryName(Path.GetFullPath(options.Folder)) }.OfType<string>())
            disk.FlushFolder(named);
        foreach (var folder in Directory.GetDirectories(topics))
        {
            var name = TopicFolder.Decode(Path.GetFileName(folder));
            _topics[name] = TopicLog.Open(name, folder, options, disk, log);
        }
        var acks = AckLog.Open(options.Folder, disk, log, out var known);
        _flusher = new AckFlusher(acks, () => _positions.Values, TrimAcknowledged, options, time, log);
        foreach (var ((topicName, consumer), acked) in known)
        {
            var topic = Topic(topicName);
            topic.SkipTo(acked.High + 1);
            topic.HasConsumer = true;
            _positions[(topicName, consumer)] = new ConsumerPosition(topic, consumer, acked, _flusher.Changed);
        }
        _flusher.Start();
        _writer = new JournalWriter(options, log);
    }

    public IEnumerable<TopicLog> Topics => _topics.Values;

    /// <summary>Every subscription ever made, of apps that are gone too: their messages are kept.</summary>
    public IEnumerable<ConsumerPosition> Positions => _positions.Values;

    /// <summary>Groups committed so far; publishes divided by this is what a flush carries.</summary>
    public long Groups => _writer.Groups;

    public static JournalOpening Open(JournalOptions options, TimeProvider time, ILogger log, JournalDisk? disk = null)
    {
        FileStream? folderLock = null;
        try
        {
            Directory.CreateDirectory(Path.Combine(options.Folder, "topics"));
            var lockFile = Path.Combine(options.Folder, "lock");
            try
            {
                folderLock = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                return new JournalOpening(null, $"{options.Folder} is in use by another process, which holds {lockFile}");
            }
            return new JournalOpening(new MessageJournal(options, time, disk ?? new JournalDisk(), log, folderLock));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            folderLock?.Dispose();
            return new JournalOpening(null, $"{options.Folder} cannot be opened: {error.Message}");
        }
    }

    /// <summary>Stores the batch, which it takes over; durable when the call completes without an error.</summary>
    public async Task<AppendResult> AppendAsync(string topic, RecordBatch batch, CancellationToken ct)
    {
        if (TopicFolder.Encode(topic).Length > MaxTopicBytes)
        {
            batch.Dispose();
            return new AppendResult($"the topic's name is longer than {MaxTopicBytes} bytes");
        }
        return await _writer.AppendAsync(new PendingAppend(Topic(topic), batch), ct);
    }

    /// <summary>The consumer's position; a consumer seen for the first time starts at the oldest message kept.</summary>
    public ConsumerPosition Subscribe(string topic, string consumer)
    {
        var log = Topic(topic);
        log.HasConsumer = true;
        var position = _positions.GetOrAdd((topic, consumer), _ => new ConsumerPosition(log, consumer, new AckRanges(log.OldestId - 1), _flusher.Changed));
        // Writes the position down, so that the subscription is known after a restart and its messages are kept.
        position.Acknowledge(position.Low);
        return position;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _flusher.DisposeAsync();
        foreach (var topic in _topics.Values)
            topic.Dispose();
        await _lock.DisposeAsync();
    }

    private TopicLog Topic(string name) => _topics.GetOrAdd(name, static (n, j) =>
        new TopicLog(n, Path.Combine(j._options.Folder, "topics", TopicFolder.Encode(n)), j._options, j._disk, j._log), this);

    private void TrimAcknowledged(TopicLog topic)
    {
        var lowest = _positions.Where(p => p.Key.Topic == topic.Name).Min(p => p.Value.Low);
        topic.TrimAcknowledged(lowest);
    }
}
