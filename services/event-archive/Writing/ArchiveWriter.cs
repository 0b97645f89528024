using System.Buffers;
using System.Threading.Channels;
using Google.Protobuf;

namespace UserRep.EventArchive.Writing;

/// <summary>
/// Group commit: one thread takes what waits, writes it to this writer's own segment, flushes once, and only then tells the callers. The longer a flush
/// takes, the larger the next group becomes. One writer a process; no two writers ever share a file.
/// </summary>
public sealed class ArchiveWriter : IAsyncDisposable
{
    private readonly Channel<PendingAppend> _queue;
    private readonly ArchiveWriterOptions _options;
    private readonly WriterSegments _segments;
    private readonly List<PendingAppend> _group = [];
    private readonly ArrayBufferWriter<byte> _records = new();
    private readonly TaskCompletionSource _stopped = new();
    private long _groups;

    /// <param name="folder">Must exist: where a volume should be mounted and isn't, nothing may be written in its place.</param>
    public ArchiveWriter(string folder, ArchiveWriterOptions options, TimeProvider clock, ArchiveDisk? disk = null)
    {
        _options = options;
        _segments = new WriterSegments(new ArchiveFolder(folder), disk ?? new ArchiveDisk(), clock);
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        // A thread of its own: flushing blocks for milliseconds at a time, which the pool should not pay for.
        new Thread(Run) { Name = "archive writer", IsBackground = true }.Start();
    }

    /// <summary>Groups flushed so far.</summary>
    public long Groups => Volatile.Read(ref _groups);

    /// <summary>Completes once the records (ArchivedEvents) are durable, or with the reason why they may not be. Without records it tells whether they would be.</summary>
    public Task<AppendResult> AppendAsync(IReadOnlyList<ByteString> records, CancellationToken ct) => QueueAsync(new PendingAppend(records, false), ct);

    /// <summary>Finishes this writer's segment, so that it can be compacted or rewritten. One that can't be is tried again before the next append.</summary>
    public Task<AppendResult> FinishSegmentAsync(CancellationToken ct) => QueueAsync(new PendingAppend([], true), ct);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private async Task<AppendResult> QueueAsync(PendingAppend append, CancellationToken ct)
    {
        try
        {
            await _queue.Writer.WriteAsync(append, ct);
        }
        catch (ChannelClosedException)
        {
            return new AppendResult("the archive is closed");
        }
        // Not cancelled from here on: the records may already be on their way to the disk.
        return await append.Task;
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Gather();
            var result = Commit();
            foreach (var append in _group)
                append.SetResult(result);
            _group.Clear();
            _records.ResetWrittenCount();
        }
        _segments.Close();
        _stopped.SetResult();
    }

    private void Gather()
    {
        while (_records.WrittenCount < _options.GroupBytes && _queue.Reader.TryRead(out var append))
        {
            foreach (var record in append.Records)
                Segments.SegmentFormat.WriteRecord(_records, record.Span);
            _group.Add(append);
        }
    }

    private AppendResult Commit()
    {
        try
        {
            // A group that only asks to finish a segment must not begin one.
            if (_records.WrittenCount > 0 || _group.Exists(a => !a.Finish))
            {
                _segments.Append(_records.WrittenSpan);
                Interlocked.Increment(ref _groups);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _segments.Abandon();
            return new AppendResult(e.Message);
        }
        _segments.FinishIf(_group.Exists(a => a.Finish) ? 0 : _options.SegmentBytes);
        return default;
    }
}
