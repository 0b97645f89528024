using System.Buffers;
using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Text;

namespace UserRep.LocalMesh.PubSub.Journal;

/// <summary>One stored message, over a pooled copy of its record.</summary>
internal sealed class JournalMessage : IDisposable
{
    private readonly int _dataAt;
    private readonly int _size;
    private byte[] _record;

    private JournalMessage(byte[] record, int size)
    {
        _record = record;
        _size = size;
        var head = record.AsSpan(0, size);
        Id = BinaryPrimitives.ReadInt64LittleEndian(head[RecordLayout.IdAt..]);
        PublishedMs = BinaryPrimitives.ReadInt64LittleEndian(head[RecordLayout.PublishedAt..]);
        ExpiresMs = BinaryPrimitives.ReadInt64LittleEndian(head[RecordLayout.ExpiresAt..]);
        Flags = (RecordFlags)head[RecordLayout.FlagsAt];
        int contentTypeLength = BinaryPrimitives.ReadUInt16LittleEndian(head[RecordLayout.ContentTypeLengthAt..]);
        var metadataLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(head[RecordLayout.MetadataLengthAt..]);
        var contentType = head.Slice(RecordLayout.FixedBytes, contentTypeLength);
        ContentType = contentType.SequenceEqual("application/cloudevents+json"u8) ? ContentTypes.CloudEvents : Encoding.UTF8.GetString(contentType);
        _dataAt = RecordLayout.FixedBytes + contentTypeLength + metadataLength;
        Metadata = metadataLength == 0 ? ReadOnlyDictionary<string, string>.Empty : ReadMetadata(head[(_dataAt - metadataLength).._dataAt]);
    }

    public long Id { get; }

    public long PublishedMs { get; }

    /// <summary>0 where it never expires.</summary>
    public long ExpiresMs { get; }

    public RecordFlags Flags { get; }

    public string ContentType { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public ReadOnlyMemory<byte> Data => _record.AsMemory(_dataAt, _size - _dataAt);

    /// <summary>Takes over <paramref name="pooled"/>; null, and the array given back, where it isn't the sound record of <paramref name="id"/>.</summary>
    public static JournalMessage? From(byte[] pooled, int size, long id)
    {
        var sound = RecordLayout.SoundSize(pooled.AsSpan(0, size), id, id);
        if (sound > 0)
            return new JournalMessage(pooled, sound);
        ArrayPool<byte>.Shared.Return(pooled);
        return null;
    }

    public void Dispose()
    {
        if (_record.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(_record);
        _record = [];
    }

    /// <summary>Forgets the record instead of returning it: a request that was cut short may still be reading from it.</summary>
    public void Abandon() => _record = [];

    private static Dictionary<string, string> ReadMetadata(ReadOnlySpan<byte> bytes)
    {
        var metadata = new Dictionary<string, string>();
        while (bytes.Length > 0)
        {
            int key = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            var value = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[2..]);
            metadata[Encoding.UTF8.GetString(bytes.Slice(6, key))] = Encoding.UTF8.GetString(bytes.Slice(6 + key, value));
            bytes = bytes[(6 + key + value)..];
        }
        return metadata;
    }
}
