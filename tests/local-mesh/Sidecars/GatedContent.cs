using System.Net;

namespace UserRep.LocalMesh.Tests.Sidecars;

/// <summary>Sends its second half only when let.</summary>
internal sealed class GatedContent(Task release) : HttpContent
{
    // More than any buffer on the way holds back.
    private const int Half = 40_000;
    public const int Length = 2 * Half;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[Half]);
        await stream.FlushAsync();
        await release;
        await stream.WriteAsync(new byte[Half]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
