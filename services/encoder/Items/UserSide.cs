using System.Buffers;
using System.Numerics.Tensors;
using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Items;

/// <summary>Brings users' vectors of a version into a space that has items.</summary>
internal static class UserSide
{
    private const int BatchRows = 128;

    /// <returns>One after another, as many as came in.</returns>
    public static float[] Of(LoadedVersion version, ItemSpace space, float[] vectors)
    {
        if (space.Block is not { } block)
            return vectors;
        var (rows, width) = (vectors.Length / version.Dimension, version.Features.Width);
        var users = new float[rows * space.Dimension];
        float[] means = [.. version.Schema.Means.Skip(block.Offset).Take(block.Width)], scales = [.. version.Schema.Scales.Skip(block.Offset).Take(block.Width)];
        var features = ArrayPool<float>.Shared.Rent(Math.Min(rows, BatchRows) * width);
        for (var first = 0; first < rows; first += BatchRows)
        {
            var count = Math.Min(BatchRows, rows - first);
            version.Decode(vectors.AsMemory(first * version.Dimension), features, count);
            for (var i = 0; i < count; i++)
            {
                var target = users.AsSpan((first + i) * space.Dimension, space.Dimension);
                features.AsSpan(i * width + block.Offset, block.Width).CopyTo(target);
                if (means.Length > 0)
                    Restore(means, scales, target);
            }
        }
        ArrayPool<float>.Shared.Return(features);
        return users;
    }

    /// <summary>Undoes the standardisation. A value that never varied has no scale, and nothing to say.</summary>
    private static void Restore(ReadOnlySpan<float> means, ReadOnlySpan<float> scales, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = scales[i] > 0 ? values[i] / scales[i] + means[i] : 0;
    }
}
