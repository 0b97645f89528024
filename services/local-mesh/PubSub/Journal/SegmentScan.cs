using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>
/// Where the sound records of a segment file lie. What follows the last sound record is its tail; damage before that is stepped over,
/// since records behind it may be acknowledged ones.
/// </summary>
internal sealed class SegmentScan
{
    private SegmentScan(long length) => FileLength = length;

    public long FileLength { get; }

    /// <summary>Offset by id - first id; -1 where the record is missing.</summary>
    public List<int> Offsets { get; } = [];

    public long SoundLength { get; private set; }

    /// <summary>Bytes stepped over between sound records.</summary>
    public long DamagedBytes { get; private set; }

    public static SegmentScan Run(SafeFileHandle file, long firstId)
    {
        var length = RandomAccess.GetLength(file);
        var scan = new SegmentScan(length);
        var bytes = ArrayPool<byte>.Shared.Rent((int)Math.Max(length, 1));
        try
        {
            var read = 0;
            while (read < length && RandomAccess.Read(file, bytes.AsSpan(read, (int)length - read), read) is var n and > 0)
                read += n;
            scan.Walk(bytes.AsSpan(0, read), firstId);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        return scan;
    }

    private void Walk(ReadOnlySpan<byte> bytes, long firstId)
    {
        // A record is at least FixedBytes long, so ids beyond this can't be in this file.
        var maxId = firstId + bytes.Length / RecordLayout.FixedBytes;
        var at = 0;
        while (at < bytes.Length)
        {
            var nextId = firstId + Offsets.Count;
            var size = RecordLayout.SoundSize(bytes[at..], nextId, maxId);
            if (size == 0)
            {
                at++;
                continue;
            }
            var id = BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + RecordLayout.IdAt)..]);
            for (; nextId < id; nextId++)
                Offsets.Add(-1);
            Offsets.Add(at);
            DamagedBytes += at - SoundLength;
            at += size;
            SoundLength = at;
        }
    }
}
