using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using UserRep.Contracts.Wire;

namespace UserRep.Evaluator.Cost;

/// <summary>A row as embedding-store keeps it: a protobuf record in a base64 JSON string. Own features are stored alike, so that only what is in them differs.</summary>
internal static class StoredRow
{
    public static byte[] Write(ReadOnlySpan<float> values, long asOf, long emission, ulong hash, string space) => JsonSerializer.SerializeToUtf8Bytes(new StoredEmbedding
    {
        Vector = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        AsOf = asOf,
        Emission = emission,
        FeaturesHash = hash,
        EmbeddingSpaceId = space,
        StoredAt = asOf,
    }.ToByteArray());

    public static void Read(byte[] stored, Span<float> values) =>
        MemoryMarshal.Cast<byte, float>(StoredEmbedding.Parser.ParseFrom(JsonSerializer.Deserialize<byte[]>(stored)).Vector.Span).CopyTo(values);

    /// <summary>With its key, <c>{version}/{user}</c>, and its entry in the directory of users.</summary>
    public static double Bytes(int value, string version, double userIdBytes) => value + Encoding.UTF8.GetByteCount(version) + 1 + userIdBytes + DirectoryEntry(userIdBytes);

    /// <summary>A history is stored likewise, under its user's id, by its shard.</summary>
    public static double HistoryBytes(double history, double userIdBytes) => Base64(history) + userIdBytes + DirectoryEntry(userIdBytes);

    // Two quotes, and four characters for each three bytes.
    private static double Base64(double bytes) => 2 + Math.Ceiling(bytes / 3) * 4;

    // A repeated string in a page: tag, length, text; the page is base64 too.
    private static double DirectoryEntry(double userIdBytes) => (2 + userIdBytes) * 4 / 3;
}
