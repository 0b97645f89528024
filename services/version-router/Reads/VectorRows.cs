using System.Runtime.InteropServices;
using UserRep.Contracts.Wire;

namespace UserRep.VersionRouter.Reads;

internal static class VectorRows
{
    /// <param name="vectors">Little-endian float32, <paramref name="dimension"/> values for each entry that has a vector, in order.</param>
    /// <returns>One row an entry; null where it has none.</returns>
    public static float[]?[] Of(IReadOnlyList<EmbeddingStatus> statuses, ReadOnlySpan<byte> vectors, int dimension)
    {
        var floats = MemoryMarshal.Cast<byte, float>(vectors);
        var rows = new float[]?[statuses.Count];
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (StatusNames.HasVector(statuses[i]))
                rows[i] = floats.Slice(dimension * next++, dimension).ToArray();
        }
        return rows;
    }
}
