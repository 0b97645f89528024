using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace UserRep.LocalMesh.Actors;

/// <summary>What an actor is sent: bytes and headers that only caller and callee understand.</summary>
internal sealed record ActorMessage(ReadOnlyMemory<byte> Body, IHeaderDictionary Headers)
{
    public const string ReentrancyHeader = "Dapr-Reentrancy-Id";

    public string? ReentrancyId => Headers.TryGetValue(ReentrancyHeader, out var id) ? id.ToString() : null;

    public static ActorMessage Json(ReadOnlyMemory<byte> body) => new(body, new HeaderDictionary { [HeaderNames.ContentType] = "application/json" });
}
