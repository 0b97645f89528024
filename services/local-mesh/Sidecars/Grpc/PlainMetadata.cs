using System.Buffers;
using Grpc.Core;

namespace UserRep.LocalMesh.Sidecars.Grpc;

/// <summary>What gRPC lets travel as text: lower-case keys that are its own in no way, and printable ASCII.</summary>
internal static class PlainMetadata
{
    private const string Reserved = "grpc-";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool Allows(string key, string value) =>
        key.Length > 0 && !key.AsSpan().ContainsAnyExcept(KeyCharacters) && !key.StartsWith(Reserved, StringComparison.Ordinal)
        && !key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal) && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
