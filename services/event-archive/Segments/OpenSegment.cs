using Microsoft.Win32.SafeHandles;

namespace UserRep.EventArchive.Segments;

/// <summary>The one file that a writer appends to.</summary>
internal sealed class OpenSegment : IDisposable
{
    private readonly ArchiveDisk _disk;
    private readonly SafeFileHandle _file;

    private OpenSegment(string path, SafeFileHandle file, ArchiveDisk disk) => (Path, _file, _disk) = (path, file, disk);

    public string Path { get; }

    /// <summary>What is durable.</summary>
    public long Length { get; private set; }

    /// <exception cref="IOException">The volume is full or away.</exception>
    public static OpenSegment Create(string path, ArchiveDisk disk)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        var segment = new OpenSegment(path, file, disk);
        try
        {
            disk.Write(file, SegmentFormat.Mark, 0);
            disk.FlushFolder(System.IO.Path.GetDirectoryName(path)!);
            segment.Length = SegmentFormat.Mark.Length;
            return segment;
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Durable on return.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        _disk.Write(_file, records, Length);
        _disk.Flush(_file);
        // A file that was deleted takes writes all the same, and nobody would ever read them.
        if (!File.Exists(Path))
            throw new IOException($"{Path} is gone");
        Length += records.Length;
    }

    public void Dispose() => _file.Dispose();
}
