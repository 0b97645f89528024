using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace UserRep.EventArchive.Segments;

/// <summary>A segment is a mark and then records, each: length u32, CRC-32 of the payload u32, payload (an ArchivedEvent), little endian.</summary>
internal static class SegmentFormat
{
    public const int HeaderBytes = 8;

    /// <summary>The last byte is the format's version.</summary>
    public static ReadOnlySpan<byte> Mark => "UREVENT\u0001"u8;

    public static void WriteRecord(IBufferWriter<byte> buffer, ReadOnlySpan<byte> payload)
    {
        var record = buffer.GetSpan(HeaderBytes + payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32.HashToUInt32(payload));
        payload.CopyTo(record[HeaderBytes..]);
        buffer.Advance(HeaderBytes + payload.Length);
    }

    /// <returns>The size of the sound record that begins here; 0 if none does.</returns>
    public static int SoundSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= HeaderBytes)
            return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0 || length > bytes.Length - HeaderBytes)
            return 0;
        var payload = bytes.Slice(HeaderBytes, (int)length);
        return Crc32.HashToUInt32(payload) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? HeaderBytes + (int)length : 0;
    }
}
