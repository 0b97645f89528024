using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Adapters;
using UserRep.Contracts.Wire;
using UserRep.ServiceDefaults.Problems;
using UserRep.VersionRouter.Reads;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Adapters;

/// <summary>
/// Reads a version that has no vectors of its own: another's, mapped into its space, each marked as adapted. Who has none there, or one that is too old, has none
/// here; as_of is the other's. If the map can't be had there is no answer.
/// </summary>
internal sealed class AdaptedReader(VersionReader reader, AdapterCache adapters, RegistrySnapshot registry)
{
    /// <param name="version">A version that is served through an adapter.</param>
    /// <param name="notBefore">The oldest as_of that counts, in Unix milliseconds; null: any.</param>
    public async Task<Outcome<EmbeddingColumns>> ReadAsync(string model, VersionRecord version, IReadOnlyList<string> userIds, long? notBefore, CancellationToken ct)
    {
        if (registry.Current?.Version(version.ServedFrom!) is not { } source)
            return AdapterProblems.Unavailable(version, $"{version.ServedFrom} is not registered");
        var map = await adapters.MapAsync(version, source);
        if (!map.Ok)
            return map.Problem;
        var read = await reader.ReadAsync(model, source, userIds, notBefore, ct);
        return read.Ok ? Mapped(version, map.Value, read.Value) : read;
    }

    private static EmbeddingColumns Mapped(VersionRecord version, AdapterMap map, EmbeddingColumns columns)
    {
        var vectors = MemoryMarshal.Cast<byte, float>(columns.Vectors.Span);
        var bytes = new byte[vectors.Length / map.From * map.To * sizeof(float)];
        map.Apply(vectors, MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
        var mapped = new EmbeddingColumns
        {
            Version = version.Version, EmbeddingSpaceId = version.Bundle.EmbeddingSpaceId, Dimension = (uint)version.Bundle.Dimension, AsOf = { columns.AsOf },
            Vectors = UnsafeByteOperations.UnsafeWrap(bytes),
        };
        foreach (var status in columns.Statuses)
            mapped.Statuses.Add(status == EmbeddingStatus.Present ? EmbeddingStatus.Adapted : status);
        return mapped;
    }
}
