using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Contracts.Events;
using UserRep.Contracts.Wire;
using UserRep.Encoder.Encoding;
using UserRep.Encoder.Sessions;
using UserRep.ServiceDefaults.Problems;

namespace UserRep.Encoder.Items;

/// <summary>Vectors of the items named, and of users in the same space.</summary>
internal sealed class ItemReader(ItemEncoder encoder)
{
    /// <param name="version">Leased by the caller.</param>
    public async Task<Outcome<ItemColumns>> ReadAsync(LoadedVersion version, ItemsQuery query, CancellationToken ct)
    {
        if (ItemSpace.Find(version, query.Space) is not { } space)
            return ItemProblems.NoSuchSpace(version, query.Space);
        if (query.UserVectors.Length % (version.Dimension * sizeof(float)) != 0)
            return ItemProblems.Dimension(version, query.UserVectors.Length / sizeof(float));
        var answer = new ItemColumns { Version = version.Name, Space = space.Name, EmbeddingSpaceId = space.Id, Dimension = (uint)space.Dimension, Metric = space.Metric };
        var rows = new List<int>(query.ItemIds.Count);
        foreach (var id in query.ItemIds)
        {
            var row = version.Items.IndexOf(StableHash.Of(id));
            var isThere = ItemEncoder.Has(version, space, row);
            answer.Statuses.Add(isThere ? EmbeddingStatus.Present : EmbeddingStatus.NotFound);
            if (isThere)
                rows.Add(row);
        }
        var vectors = new float[rows.Count * space.Dimension];
        await encoder.WriteAsync(version, space, rows.ToArray(), vectors, EncodeLane.Live, ct);
        answer.Vectors = Bytes(vectors);
        answer.UserVectors = Bytes(UserSide.Of(version, space, MemoryMarshal.Cast<byte, float>(query.UserVectors.Span).ToArray()));
        return answer;
    }

    private static ByteString Bytes(float[] values) => ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
}
