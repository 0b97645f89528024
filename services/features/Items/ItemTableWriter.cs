using System.Runtime.InteropServices;
using System.Text;
using UserRep.Contracts.Events;
using UserRep.Features.Schema;

namespace UserRep.Features.Items;

public static class ItemTableWriter
{
    /// <summary>Writes items sorted by id hash. Two ids of one hash, a wrong width or a value that isn't finite is a bug of the caller.</summary>
    public static void Write(string path, IReadOnlyList<ModalitySchema> modalities, IEnumerable<ItemRow> items)
    {
        using var file = new BufferedStream(File.Create(path), 1 << 16);
        Write(file, modalities, items);
    }

    /// <inheritdoc cref="Write(string, IReadOnlyList{ModalitySchema}, IEnumerable{ItemRow})"/>
    public static void Write(Stream stream, IReadOnlyList<ModalitySchema> modalities, IEnumerable<ItemRow> items)
    {
        var rows = items.Select(i => (Hash: StableHash.Of(i.Id), Item: i)).OrderBy(r => r.Hash).ToArray();
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Hash == rows[i - 1].Hash)
                throw new ArgumentException($"Items '{rows[i - 1].Item.Id}' and '{rows[i].Item.Id}' have the same hash or are the same item.", nameof(items));
        }
        var width = modalities.Sum(m => m.Dimension);
        var presenceAt = ItemTableFormat.HeaderBytes + rows.Length * 8L;
        var rowsAt = ItemTableFormat.Align(presenceAt + rows.Length);
        var namesAt = rowsAt + rows.Length * (long)width * sizeof(float);

        using var file = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        file.Write(ItemTableFormat.Magic);
        file.Write(ItemTableFormat.Version);
        file.Write(rows.Length);
        file.Write(width);
        file.Write(modalities.Count);
        file.Write(0);
        file.Write(presenceAt);
        file.Write(rowsAt);
        file.Write(namesAt);
        Pad(file, ItemTableFormat.HeaderBytes);
        foreach (var (hash, _) in rows)
            file.Write(hash);
        foreach (var (_, item) in rows)
            file.Write(Presence(item, modalities));
        Pad(file, rowsAt);
        var row = new float[width];
        foreach (var (_, item) in rows)
        {
            var offset = 0;
            for (var m = 0; m < modalities.Count; m++)
            {
                var target = row.AsSpan(offset, modalities[m].Dimension);
                if (item.Vectors[m] is { } vector)
                    vector.CopyTo(target);
                else
                    target.Clear();
                offset += modalities[m].Dimension;
            }
            file.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
        WriteNames(file, rows.Select(r => r.Item.Text ?? r.Item.Id).ToArray());
    }

    private static byte Presence(ItemRow item, IReadOnlyList<ModalitySchema> modalities)
    {
        if (item.Vectors.Count != modalities.Count)
            throw new ArgumentException($"Item '{item.Id}' has {item.Vectors.Count} vectors for {modalities.Count} modalities.");
        var bits = 0;
        for (var m = 0; m < modalities.Count; m++)
        {
            if (item.Vectors[m] is not { } vector)
                continue;
            if (vector.Length != modalities[m].Dimension || !vector.All(float.IsFinite))
                throw new ArgumentException($"The {modalities[m].Name} vector of item '{item.Id}' must be {modalities[m].Dimension} finite values.");
            bits |= 1 << m;
        }
        return (byte)bits;
    }

    private static void WriteNames(BinaryWriter file, string[] names)
    {
        var encoded = names.Select(Encoding.UTF8.GetBytes).ToArray();
        var offset = 0;
        foreach (var name in encoded)
        {
            file.Write(offset);
            offset += name.Length;
        }
        file.Write(offset);
        foreach (var name in encoded)
            file.Write(name);
    }

    private static void Pad(BinaryWriter file, long until)
    {
        file.Flush();
        while (file.BaseStream.Position < until)
            file.BaseStream.WriteByte(0);
    }
}
