using Microsoft.Extensions.Logging;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>A topic's segments. The writer thread appends; anyone reads; trimming and reading never wait for the writer.</summary>
internal sealed partial class TopicLog(string name, string folder, JournalOptions options, JournalDisk disk, ILogger log) : IDisposable
{
    private readonly Lock _gate = new();
    private volatile Segment[] _segments = [];
    private volatile bool _hasConsumer;
    private bool _folderIsDurable;
    private long _nextId = 1;
    private long _dropped;

    /// <summary>Raised by the writer after new messages have become readable.</summary>
    public event Action? Committed;

    public string Name { get; } = name;

    public long LastId => Volatile.Read(ref _nextId) - 1;

    /// <summary>The first id still kept; one past the last where there is none.</summary>
    public long OldestId => _segments is [var first, ..] ? first.FirstId : LastId + 1;

    /// <summary>Somebody has subscribed: what is not acknowledged is kept, however much it is.</summary>
    public bool HasConsumer { get => _hasConsumer; set => _hasConsumer = value; }

    /// <summary>Messages dropped unread because the topic had no subscription.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Opens a topic whose folder is there; the caller has flushed the folder above.</summary>
    public static TopicLog Open(string name, string folder, JournalOptions options, JournalDisk disk, ILogger log)
    {
        var topic = new TopicLog(name, folder, options, disk, log) { _folderIsDurable = true };
        topic._segments = [.. Directory.GetFiles(folder, "*.seg").Order(StringComparer.Ordinal).Select(f => Segment.Open(f, disk))];
        if (topic._segments is [.., var last])
        {
            topic.Indexed(last, last.EnsureIndexed()!);
            topic._nextId = last.NextId;
        }
        return topic;
    }

    /// <summary>Ids below are spoken for: a consumer has acknowledged them, though their segment is gone.</summary>
    public void SkipTo(long nextId) => Volatile.Write(ref _nextId, Math.Max(_nextId, nextId));

    /// <summary>Writes without making it visible; the caller flushes, then commits or rolls back. Writer thread only.</summary>
    public TopicWrite Write(IReadOnlyList<RecordBatch> batches)
    {
        var segments = _segments;
        var active = segments is [.., var last] ? last : null;
        // After ids were skipped the last file's index no longer continues them.
        var opensNew = active is null || active.Length >= options.SegmentBytes || active.NextId != _nextId;
        if (opensNew)
        {
            Directory.CreateDirectory(folder);
            active = Segment.Create(folder, _nextId, disk);
        }
        var write = new TopicWrite(active!, opensNew, active!.Length);
        try
        {
            var buffers = new ReadOnlyMemory<byte>[batches.Count];
            var id = _nextId;
            for (var i = 0; i < batches.Count; i++)
            {
                batches[i].Seal(id);
                buffers[i] = batches[i].Buffer.WrittenMemory;
                id += batches[i].Count;
            }
            disk.Write(active.File, buffers, write.Offset);
        }
        catch
        {
            RollBack(write);
            throw;
        }
        return write;
    }

    public void Flush(TopicWrite write)
    {
        disk.Flush(write.Segment.File);
        if (!write.OpensNew)
            return;
        disk.FlushFolder(folder);
        if (_folderIsDurable)
            return;
        disk.FlushFolder(Path.GetDirectoryName(folder)!);
        _folderIsDurable = true;
    }

    public void Commit(TopicWrite write, IReadOnlyList<RecordBatch> batches)
    {
        var at = write.Offset;
        var count = 0;
        foreach (var batch in batches)
        {
            write.Segment.Commit(batch, at);
            at += batch.Bytes;
            count += batch.Count;
        }
        if (write.OpensNew)
        {
            lock (_gate)
                _segments = [.. _segments, write.Segment];
        }
        Volatile.Write(ref _nextId, _nextId + count);
    }

    public void NotifyCommitted() => Committed?.Invoke();

    /// <summary>Takes back what a failed write may have left, so that the next one starts where the last good one ended.</summary>
    public void RollBack(TopicWrite write)
    {
        try
        {
            if (write.OpensNew)
                write.Segment.Drop();
            else
                RandomAccess.SetLength(write.Segment.File, write.Offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next write overwrites the same place, and opening cuts what is left over.
            LogRollBackFailed(Name, error);
        }
    }

    /// <summary>Null where the message is gone: dropped, or its record damaged.</summary>
    public JournalMessage? Read(long id)
    {
        var segments = _segments;
        var at = Array.FindLastIndex(segments, s => s.FirstId <= id);
        if (at < 0)
            return null;
        try
        {
            if (segments[at].EnsureIndexed() is { } scan)
                Indexed(segments[at], scan);
            return segments[at].Read(id);
        }
        catch (ObjectDisposedException)
        {
            // Retention has just dropped the segment; its messages are gone either way.
            return null;
        }
    }

    /// <summary>Deletes the segments that every consumer has acknowledged; never the last one, which carries the next id.</summary>
    public void TrimAcknowledged(long lowest) => DropWhile(segments => segments[1].FirstId - 1 <= lowest);

    /// <summary>Bounds a topic nobody subscribes to.</summary>
    public void TrimUnread()
    {
        var first = OldestId;
        DropWhile(segments => segments.Sum(s => s.Length) > options.RetentionBytes);
        if (OldestId - first is var gone and > 0)
        {
            Interlocked.Add(ref _dropped, gone);
            LogDropped(Name, gone, options.RetentionBytes);
        }
    }

    public void Dispose()
    {
        foreach (var segment in _segments)
            segment.Dispose();
    }

    private void DropWhile(Func<Segment[], bool> condition)
    {
        lock (_gate)
        {
            while (_segments.Length > 1 && condition(_segments))
            {
                var oldest = _segments[0];
                _segments = _segments[1..];
                try
                {
                    oldest.Drop();
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // It comes back when the journal is opened again, and is dropped then.
                    LogDropFailed(oldest.Path, error);
                }
            }
        }
    }

    private void Indexed(Segment segment, SegmentScan scan)
    {
        if (scan.DamagedBytes > 0)
            LogDamaged(segment.Path, scan.DamagedBytes, scan.Offsets.Count(o => o < 0));
        var tail = scan.FileLength - scan.SoundLength;
        if (tail == 0)
            return;
        RandomAccess.SetLength(segment.File, scan.SoundLength);
        LogTailCut(segment.Path, tail);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File}: cut a torn tail of {Bytes} bytes; it had not been acknowledged to a publisher")]
    private partial void LogTailCut(string file, long bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File}: {Bytes} damaged bytes between sound records; {Messages} messages are lost")]
    private partial void LogDamaged(string file, long bytes, int messages);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topic {Topic} has no subscription: dropped its oldest {Messages} messages to keep to {Bytes} bytes")]
    private partial void LogDropped(string topic, long messages, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is done with and can't be deleted")]
    private partial void LogDropFailed(string file, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Topic {Topic}: could not take back a failed write")]
    private partial void LogRollBackFailed(string topic, Exception error);
}
