using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>One file of a topic's log, named after its first id, with the offsets of its records. One writer, many readers.</summary>
internal sealed class Segment : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalDisk _disk;
    private readonly SafeFileHandle _file;
    private List<int>? _offsets;
    private long _length;

    private Segment(string path, long firstId, JournalDisk disk, FileMode mode)
    {
        Path = path;
        FirstId = firstId;
        _disk = disk;
        _file = disk.Open(path, mode);
    }

    public string Path { get; }

    public long FirstId { get; }

    public SafeFileHandle File => _file;

    public long Length => Volatile.Read(ref _length);

    /// <summary>The id after the last one; the segment must be indexed (the active one always is).</summary>
    public long NextId
    {
        get { lock (_gate) return FirstId + _offsets!.Count; }
    }

    public static string FileName(long firstId) => $"{firstId:D20}.seg";

    /// <summary>An empty segment; a leftover of a failed write under that name is emptied.</summary>
    public static Segment Create(string folder, long firstId, JournalDisk disk) =>
        new(System.IO.Path.Combine(folder, FileName(firstId)), firstId, disk, FileMode.Create) { _offsets = [] };

    /// <summary>A segment that lies on disk; its records are looked up on first use.</summary>
    public static Segment Open(string path, JournalDisk disk)
    {
        var segment = new Segment(path, long.Parse(System.IO.Path.GetFileNameWithoutExtension(path)), disk, FileMode.Open);
        segment._length = RandomAccess.GetLength(segment._file);
        return segment;
    }

    /// <summary>Reads the file through once; returns what was found unless that had been done.</summary>
    public SegmentScan? EnsureIndexed()
    {
        lock (_gate)
        {
            if (_offsets is not null)
                return null;
            // Held over I/O, once per file: readers of this segment can't go on without it.
            var scan = SegmentScan.Run(_file, FirstId);
            _length = scan.SoundLength;
            _offsets = scan.Offsets;
            return scan;
        }
    }

    /// <summary>Makes records that are durable visible to readers.</summary>
    public void Commit(RecordBatch batch, long at)
    {
        lock (_gate)
        {
            for (var i = 0; i < batch.Count; i++)
                _offsets!.Add((int)(at + batch.StartOf(i)));
            Volatile.Write(ref _length, at + batch.Bytes);
        }
    }

    /// <summary>Null where the record is missing or damaged.</summary>
    public JournalMessage? Read(long id)
    {
        if (!TryLocate(id, out var offset, out var size))
            return null;
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var read = 0;
            while (read < size && RandomAccess.Read(_file, bytes.AsSpan(read, size - read), offset + read) is var n and > 0)
                read += n;
            return JournalMessage.From(bytes, read, id);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    public void Drop()
    {
        _file.Dispose();
        _disk.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private bool TryLocate(long id, out int offset, out int size)
    {
        (offset, size) = (-1, 0);
        lock (_gate)
        {
            var index = id - FirstId;
            if (_offsets is null || index < 0 || index >= _offsets.Count || _offsets[(int)index] < 0)
                return false;
            offset = _offsets[(int)index];
            var end = _length;
            for (var next = (int)index + 1; next < _offsets.Count; next++)
            {
                if (_offsets[next] < 0)
                    continue;
                end = _offsets[next];
                break;
            }
            size = (int)(end - offset);
            return true;
        }
    }
}
