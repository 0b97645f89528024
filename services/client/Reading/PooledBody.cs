using System.Buffers;

namespace UserRep.Client.Reading;

/// <summary>A body in a pooled buffer.</summary>
internal struct PooledBody : IDisposable
{
    /// <summary>Many times what 1,000 vectors take: what is longer is no answer.</summary>
    public const int MaxBytes = 256 << 20;

    private const int FirstBytes = 64 << 10;

    private byte[] _buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <exception cref="InvalidDataException">The body is longer than <see cref="MaxBytes"/>.</exception>
    public static async ValueTask<PooledBody> ReadAsync(HttpContent content, CancellationToken ct)
    {
        var stated = content.Headers.ContentLength ?? FirstBytes;
        // One byte more than is stated, so that the end is found without growing.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(stated, MaxBytes - 1) + 1);
        var length = 0;
        try
        {
            using var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            while (await stream.ReadAsync(buffer.AsMemory(length), ct).ConfigureAwait(false) is var read and > 0)
            {
                length += read;
                if (length > MaxBytes)
                    throw new InvalidDataException($"The answer is longer than {MaxBytes} bytes.");
                if (length == buffer.Length)
                    buffer = Grown(buffer);
            }
            return new PooledBody { _buffer = buffer, _length = length };
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
