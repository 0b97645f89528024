using UserRep.Encoder.Encoding;
using UserRep.Encoder.Sessions;
using UserRep.Features.Items;

namespace UserRep.Encoder.Items;

/// <summary>Vectors of items, by their rows in the version's table, in a space.</summary>
internal sealed class ItemEncoder(EncodeQueue queue)
{
    /// <summary>A run's worth: what waits behind it waits for no longer.</summary>
    private const int BatchRows = 128;

    /// <returns>Whether the item has a vector there.</returns>
    public static bool Has(LoadedVersion version, ItemSpace space, int row) => row >= 0 && (space.Modality < 0 || (version.Items.Presence(row) & (1 << space.Modality)) != 0);

    /// <param name="version">Leased by the caller.</param>
    /// <param name="rows">Of items that have a vector there.</param>
    /// <param name="into">As many vectors, one after another.</param>
    public async Task WriteAsync(LoadedVersion version, ItemSpace space, ReadOnlyMemory<int> rows, Memory<float> into, EncodeLane lane, CancellationToken ct)
    {
        if (space.Modality >= 0)
        {
            for (var i = 0; i < rows.Length; i++)
                version.Items.Row(rows.Span[i]).Slice(space.Offset, space.Dimension).CopyTo(into.Span[(i * space.Dimension)..]);
            return;
        }
        var width = version.Features.Width;
        for (var first = 0; first < rows.Length; first += BatchRows)
        {
            // Not pooled: a call that is given up leaves its batch with the queue.
            var count = Math.Min(BatchRows, rows.Length - first);
            var features = new float[count * width];
            for (var i = 0; i < count; i++)
                version.Features.Build(ItemHistories.Of(version.Schema, version.Items.Hash(rows.Span[first + i])), ItemHistories.Day, features.AsSpan(i * width, width));
            await queue.EncodeAsync(new EncodeWork(version, features, into.Slice(first * space.Dimension, count * space.Dimension), count, lane), ct);
        }
    }
}
