using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using UserRep.Client.Heads;
using UserRep.Contracts.Reads;
using UserRep.Contracts.Wire;

namespace UserRep.Client.Reading;

/// <summary>Puts checked answers together, in the order asked: one buffer of floats for each version.</summary>
internal static class Assembly
{
    public static UserRepresentations Of(string model, string[] userIds, IReadOnlyList<Part> parts, HeadSet heads)
    {
        var columns = Columns.For(userIds);
        var pieces = new Dictionary<Origin, List<(Part Part, EmbeddingsGroup Group)>>(1);
        foreach (var part in parts)
        {
            foreach (var group in part.Answer.Groups)
            {
                if (!pieces.TryGetValue(Origin.Of(group), out var same))
                    pieces.Add(Origin.Of(group), same = new List<(Part, EmbeddingsGroup)>(parts.Count));
                same.Add((part, group));
            }
        }
        var groups = new List<RepresentationGroup>(pieces.Count);
        foreach (var (origin, same) in pieces)
            groups.Add(Group(columns, groups.Count, origin, same, heads));
        return new UserRepresentations(model, groups, columns);
    }

    private static RepresentationGroup Group(Columns columns, int number, Origin origin, List<(Part Part, EmbeddingsGroup Group)> pieces, HeadSet heads)
    {
        var dimension = (int)pieces[0].Group.Dimension;
        var vectors = new float[pieces.Sum(p => (long)p.Group.Vectors.Length) / sizeof(float)];
        var rows = new int[vectors.Length / dimension];
        var next = 0;
        foreach (var (part, group) in pieces)
        {
            group.Vectors.Span.CopyTo(MemoryMarshal.AsBytes(vectors.AsSpan(next * dimension)));
            for (var i = 0; i < group.Statuses.Count; i++)
            {
                var place = part.UserIds.Offset + Position(group.Positions, i);
                columns.Statuses[place] = Status(group.Statuses[i]);
                columns.AsOf[place] = group.AsOf[i];
                columns.Groups[place] = number;
                columns.Rows[place] = group.Statuses[i] is EmbeddingStatus.Present or EmbeddingStatus.Adapted ? next : -1;
                if (columns.Rows[place] >= 0)
                    rows[next++] = place;
            }
        }
        if (!BitConverter.IsLittleEndian)
            Reverse(vectors);
        return new RepresentationGroup
        {
            Assignment = Assignment(pieces),
            EncoderVersion = origin.Version,
            Head = heads.Of(origin.Version),
            EmbeddingSpaceId = origin.Space,
            Dimension = dimension,
            Metric = pieces[0].Group.Metric,
            ServedFrom = origin.ServedFrom.Length > 0 ? origin.ServedFrom : null,
            AdapterId = origin.AdapterId.Length > 0 ? origin.AdapterId : null,
            Vectors = vectors,
            Rows = rows,
        };
    }

    private static int Position(RepeatedField<uint> positions, int i) => positions.Count == 0 ? i : (int)positions[i];

    /// <summary>Where a pin moves between calls, the one that knows of the move is right.</summary>
    private static string Assignment(List<(Part Part, EmbeddingsGroup Group)> pieces)
    {
        foreach (var assignment in (ReadOnlySpan<string>)[Assignments.PreviousPin, Assignments.Pin])
        {
            foreach (var (_, group) in pieces)
            {
                if (group.Assignment == assignment)
                    return assignment;
            }
        }
        return Assignments.Canary;
    }

    private static RepresentationStatus Status(EmbeddingStatus status) => status switch
    {
        EmbeddingStatus.Present => RepresentationStatus.Present,
        EmbeddingStatus.OutsideMaxAge => RepresentationStatus.OutsideMaxAge,
        EmbeddingStatus.Adapted => RepresentationStatus.Adapted,
        _ => RepresentationStatus.NotFound,
    };

    private static void Reverse(float[] values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values.AsSpan());
        System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits, bits);
    }
}
