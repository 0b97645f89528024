using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace UserRep.Trainer.Exports;

/// <summary>
/// SHA-256 over a training set's rows, whatever file holds them. Each row: user id, as_of in Unix milliseconds (int64), features hash (uint64), label
/// values, vector (float32 each). Numbers are little-endian; a text is its length in bytes (int32) and its UTF-8; an empty label has the length -1;
/// whole and other numbers are text in invariant culture, the latter in the shortest form that reads back equal ("R").
/// </summary>
internal sealed class RowsHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[256];

    /// <param name="labels">In the order of the columns; empty for none.</param>
    public void Add(string userId, long asOf, ulong featuresHash, ReadOnlySpan<string> labels, ReadOnlySpan<float> vector)
    {
        AddText(userId);
        AddNumber((ulong)asOf);
        AddNumber(featuresHash);
        foreach (var label in labels)
        {
            if (label.Length == 0)
                AddLength(-1);
            else
                AddText(label);
        }
        // Every platform .NET 10 runs on is little-endian but one; there the bytes would have to be turned.
        _hash.AppendData(MemoryMarshal.AsBytes(vector));
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void AddText(string text)
    {
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_buffer.Length < max)
            _buffer = new byte[max];
        var length = Encoding.UTF8.GetBytes(text, _buffer);
        AddLength(length);
        _hash.AppendData(_buffer, 0, length);
    }

    private void AddLength(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        _hash.AppendData(bytes);
    }

    private void AddNumber(ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
