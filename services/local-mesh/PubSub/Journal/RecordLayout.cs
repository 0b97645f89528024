using System.Buffers.Binary;
using System.IO.Hashing;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>
/// A record, little endian: length u32 and CRC-32 u32 of what follows; id i64; published and expires i64 in Unix ms (0 = never);
/// flags u8, 0 u8, content type's length u16, metadata's length u32; content type; metadata; data.
/// </summary>
internal static class RecordLayout
{
    public const int HeaderBytes = 8;
    public const int FixedBytes = 40;
    public const int IdAt = 8;
    public const int PublishedAt = 16;
    public const int ExpiresAt = 24;
    public const int FlagsAt = 32;
    public const int ContentTypeLengthAt = 34;
    public const int MetadataLengthAt = 36;

    /// <summary>Gives the record its id and its checksum.</summary>
    public static void Seal(Span<byte> record, long id)
    {
        BinaryPrimitives.WriteInt64LittleEndian(record[IdAt..], id);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32.HashToUInt32(record[HeaderBytes..]));
    }

    /// <summary>The record's whole size where one with an id in range begins here and is sound, else 0.</summary>
    public static int SoundSize(ReadOnlySpan<byte> bytes, long minId, long maxId)
    {
        if (bytes.Length < FixedBytes)
            return 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length < FixedBytes - HeaderBytes || length > (uint)(bytes.Length - HeaderBytes))
            return 0;
        var id = BinaryPrimitives.ReadInt64LittleEndian(bytes[IdAt..]);
        if (id < minId || id > maxId)
            return 0;
        var body = bytes.Slice(HeaderBytes, (int)length);
        return Crc32.HashToUInt32(body) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? HeaderBytes + (int)length : 0;
    }
}
