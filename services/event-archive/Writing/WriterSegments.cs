using UserRep.EventArchive.Segments;

namespace UserRep.EventArchive.Writing;

/// <summary>The segments of one writer: the one being appended to, and those that could not be finished yet. Used by the writer's thread only.</summary>
internal sealed class WriterSegments(ArchiveFolder folder, ArchiveDisk disk, TimeProvider clock)
{
    // Unique, and in order of start, so that names sort roughly by age.
    private readonly string _writer = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    private readonly List<(string Path, long Length)> _unfinished = [];
    private FileStream? _lock;
    private OpenSegment? _segment;
    private int _next;

    /// <summary>Durable on return.</summary>
    /// <exception cref="IOException">It may not be; <see cref="Abandon"/> has to follow.</exception>
    public void Append(ReadOnlySpan<byte> records)
    {
        _segment ??= Begin();
        _segment.Append(records);
    }

    /// <summary>After a failed write or flush nobody knows what of it is on disk: the segment ends where it was durable, and a new one is begun.</summary>
    public void Abandon()
    {
        if (_segment is not { } segment)
            return;
        segment.Dispose();
        _unfinished.Add((segment.Path, segment.Length));
        _segment = null;
    }

    /// <summary>Finishes the segment, and those that could not be finished before.</summary>
    /// <param name="bytes">How large the segment must be.</param>
    public void FinishIf(long bytes)
    {
        if (_segment is { } segment && segment.Length < bytes)
            return;
        Abandon();
        try
        {
            Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // All of it is durable. The next append tries again, and fails if this still does.
        }
    }

    public void Close()
    {
        FinishIf(0);
        if (_lock is null || _unfinished.Count > 0)
            return;
        _lock.Dispose();
        if (File.Exists(_lock.Name))
            File.Delete(_lock.Name);
    }

    private OpenSegment Begin()
    {
        if (!Directory.Exists(folder.Root))
            throw new IOException($"there is no archive folder {folder.Root}");
        disk.CreateFolder(folder.Writers);
        disk.CreateFolder(folder.Segments);
        if (_lock is null || !File.Exists(_lock.Name))
        {
            _lock?.Dispose();
            _lock = null;
            _lock = WriterLock.Take(folder.WriterLock(_writer));
        }
        Finish();
        return OpenSegment.Create(folder.OpenSegment(_writer, _next++), disk);
    }

    private void Finish()
    {
        for (; _unfinished.Count > 0; _unfinished.RemoveAt(0))
            SegmentSeal.Apply(_unfinished[0].Path, _unfinished[0].Length, disk);
    }
}
