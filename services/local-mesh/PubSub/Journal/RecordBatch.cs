using System.Buffers.Binary;
using System.Text;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>The records of one publish, encoded by the publisher into one pooled buffer; the writer only adds ids and checksums.</summary>
internal sealed class RecordBatch(int initialCapacity = 4096) : IDisposable
{
    private readonly List<int> _starts = [];

    public PooledBuffer Buffer { get; } = new(initialCapacity);

    public int Count => _starts.Count;

    public int Bytes => Buffer.Length;

    /// <summary>Starts a record; the caller then writes its data to <see cref="Buffer"/> and calls <see cref="End"/>.</summary>
    public void Begin(long publishedMs, string contentType, IReadOnlyDictionary<string, string> metadata)
    {
        var start = Buffer.Length;
        _starts.Add(start);
        var head = Buffer.GetSpan(RecordLayout.FixedBytes)[..RecordLayout.FixedBytes];
        head.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(head[RecordLayout.PublishedAt..], publishedMs);
        Buffer.Advance(RecordLayout.FixedBytes);
        var contentTypeBytes = WriteText(contentType);
        var metadataAt = Buffer.Length;
        if (metadata.Count > 0)
            WriteMetadata(metadata);
        head = Buffer.Written[start..];
        BinaryPrimitives.WriteUInt16LittleEndian(head[RecordLayout.ContentTypeLengthAt..], checked((ushort)contentTypeBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(head[RecordLayout.MetadataLengthAt..], (uint)(Buffer.Length - metadataAt));
    }

    public void End(RecordFlags flags, long expiresMs)
    {
        var record = Buffer.Written[_starts[^1]..];
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(record.Length - RecordLayout.HeaderBytes));
        BinaryPrimitives.WriteInt64LittleEndian(record[RecordLayout.ExpiresAt..], expiresMs);
        record[RecordLayout.FlagsAt] = (byte)flags;
    }

    /// <summary>Adds another topic's message as it is.</summary>
    public void Add(JournalMessage message)
    {
        Begin(message.PublishedMs, message.ContentType, message.Metadata);
        Buffer.Write(message.Data.Span);
        End(message.Flags, expiresMs: 0);
    }

    public void Seal(long firstId)
    {
        for (var i = 0; i < _starts.Count; i++)
            RecordLayout.Seal(Buffer.Written[_starts[i]..EndOf(i)], firstId + i);
    }

    public int StartOf(int record) => _starts[record];

    public void Dispose() => Buffer.Dispose();

    private int EndOf(int record) => record + 1 < _starts.Count ? _starts[record + 1] : Buffer.Length;

    private void WriteMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (key, value) in metadata)
        {
            var at = Buffer.Length;
            Buffer.GetSpan(6)[..6].Clear();
            Buffer.Advance(6);
            var keyBytes = WriteText(key);
            var valueBytes = WriteText(value);
            BinaryPrimitives.WriteUInt16LittleEndian(Buffer.Written[at..], checked((ushort)keyBytes));
            BinaryPrimitives.WriteUInt32LittleEndian(Buffer.Written[(at + 2)..], (uint)valueBytes);
        }
    }

    private int WriteText(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, Buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        Buffer.Advance(written);
        return written;
    }
}
