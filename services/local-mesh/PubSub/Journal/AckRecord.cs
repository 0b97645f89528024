using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>One line of the ack log, little endian: length u32, CRC-32 u32, topic and consumer (u16 length each), low i64, then ranges (i64, i64).</summary>
internal sealed record AckRecord(string Topic, string Consumer, long Low, IReadOnlyList<IdRange> Ranges)
{
    private const int HeaderBytes = 8;

    public void WriteTo(PooledBuffer buffer)
    {
        var start = buffer.Length;
        buffer.GetSpan(HeaderBytes);
        buffer.Advance(HeaderBytes);
        WriteText(buffer, Topic);
        WriteText(buffer, Consumer);
        WriteInt64(buffer, Low);
        foreach (var range in Ranges)
        {
            WriteInt64(buffer, range.Start);
            WriteInt64(buffer, range.End);
        }
        var record = buffer.Written[start..];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(record.Length - HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32.HashToUInt32(record[HeaderBytes..]));
    }

    /// <summary>Null, and a size of 0, where no sound record begins.</summary>
    public static AckRecord? Read(ReadOnlySpan<byte> bytes, out int size)
    {
        size = 0;
        if (bytes.Length < HeaderBytes)
            return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length < 12 || length > bytes.Length - HeaderBytes)
            return null;
        var body = bytes.Slice(HeaderBytes, (int)length);
        if (Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]))
            return null;
        size = HeaderBytes + (int)length;
        var topic = ReadText(ref body);
        var consumer = ReadText(ref body);
        var low = BinaryPrimitives.ReadInt64LittleEndian(body);
        var ranges = new List<IdRange>();
        for (body = body[8..]; body.Length >= 16; body = body[16..])
            ranges.Add(new IdRange(BinaryPrimitives.ReadInt64LittleEndian(body), BinaryPrimitives.ReadInt64LittleEndian(body[8..])));
        return new AckRecord(topic, consumer, low, ranges);
    }

    private static void WriteText(PooledBuffer buffer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.GetSpan(2), checked((ushort)bytes.Length));
        buffer.Advance(2);
        buffer.Write(bytes);
    }

    private static void WriteInt64(PooledBuffer buffer, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    private static string ReadText(ref ReadOnlySpan<byte> body)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var text = Encoding.UTF8.GetString(body.Slice(2, length));
        body = body[(2 + length)..];
        return text;
    }
}
