using System.Buffers;
using System.Net;

namespace UserRep.LocalMesh.Sidecars.Invocation;

/// <summary>A body that is still being written while the answer to it is read: each piece goes out as it comes.</summary>
internal sealed class DuplexContent(Stream source) : HttpContent
{
    private const int PieceBytes = 16 << 10;

    public static async Task PumpAsync(Stream source, Stream target, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = await source.ReadAsync(piece, ct)) > 0;)
            {
                await target.WriteAsync(piece.AsMemory(0, read), ct);
                await target.FlushAsync(ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => PumpAsync(source, stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => PumpAsync(source, stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
