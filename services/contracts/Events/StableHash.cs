using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace UserRep.Contracts.Events;

/// <summary>XxHash64 of UTF-8: the hash of item ids, event ids and user ids wherever one is stored, so it can never change.</summary>
public static class StableHash
{
    public static ulong Of(string value)
    {
        // Ids are at most 256 characters, hence at most 768 bytes.
        if (value.Length > 256)
            return Of(Encoding.UTF8.GetBytes(value));
        Span<byte> bytes = stackalloc byte[768];
        return XxHash64.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public static ulong Of(ReadOnlySpan<byte> bytes) => XxHash64.HashToUInt64(bytes);

    public static ulong Of(ReadOnlySpan<float> values) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(values));

    /// <summary>The shard of a user among <paramref name="shards"/>.</summary>
    public static int Shard(string userId, int shards) => (int)(Of(userId) % (ulong)shards);
}
