using UserRep.Contracts.Events;
using UserRep.Features.Items;
using UserRep.Features.Schema;

namespace UserRep.Features.Tests.Items;

public sealed class ItemTableTests : IDisposable
{
    private static readonly ModalitySchema[] s_modalities = [new("a", 2), new("b", 1)];
    private static readonly ItemRow[] s_items = [new("one", [[1, 2], [3]]), new("two", [null, [4]]), new("drei-人", [[5, 6], null])];

    private readonly TempFolder _folder = new();

    private string Path => _folder.File("items.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Table_Written_GivesRowsNamesAndPresence()
    {
        ItemTableWriter.Write(Path, s_modalities, s_items);
        using var table = ItemTable.TryOpen(Path, s_modalities, out var fault)!;
        Assert.Null(fault);
        Assert.Equal((3, 3), (table.Count, table.Width));
        Assert.Equal(-1, table.IndexOf(StableHash.Of("four")));
        foreach (var (item, presence, row) in s_items.Zip(new byte[] { 3, 2, 1 }, new float[][] { [1, 2, 3], [0, 0, 4], [5, 6, 0] }))
        {
            var index = table.IndexOf(StableHash.Of(item.Id));
            Assert.Equal((item.Id, presence, StableHash.Of(item.Id)), (table.Id(index), table.Presence(index), table.Hash(index)));
            Assert.Equal(row, table.Row(index).ToArray());
        }
    }

    [Fact]
    public void Table_WithoutItems_IsATable()
    {
        ItemTableWriter.Write(Path, s_modalities, []);
        using var table = ItemTable.TryOpen(Path, s_modalities, out _)!;
        Assert.Equal((0, -1), (table.Count, table.IndexOf(7)));
    }

    [Fact]
    public void Write_BadRows_AreBugs()
    {
        Assert.Throws<ArgumentException>(() => ItemTableWriter.Write(Path, s_modalities, [s_items[0], s_items[0]]));
        Assert.Throws<ArgumentException>(() => ItemTableWriter.Write(Path, s_modalities, [new ItemRow("x", [[1, 2]])]));
        Assert.Throws<ArgumentException>(() => ItemTableWriter.Write(Path, s_modalities, [new ItemRow("x", [[1, 2, 3], null])]));
        Assert.Throws<ArgumentException>(() => ItemTableWriter.Write(Path, s_modalities, [new ItemRow("x", [[1, float.NaN], null])]));
    }

    public static TheoryData<string, Func<byte[], byte[]>> Damages => new()
    {
        { "empty", _ => [] },
        { "shorter than its header", b => b[..63] },
        { "only the header", b => b[..64] },
        { "cut short by a byte", b => b[..^1] },
        { "a byte too long", b => [.. b, 0] },
        { "another magic", b => Put(b, 0, 7) },
        { "another format", b => Put(b, 4, 2) },
        { "a negative count", b => Put(b, 8, -1) },
        { "a count that is too high", b => Put(b, 8, 4) },
        { "the highest count", b => Put(b, 8, int.MaxValue) },
        { "another width", b => Put(b, 12, 4) },
        { "another number of modalities", b => Put(b, 16, 1) },
        { "presence elsewhere", b => Put(b, 24, 65) },
        { "rows elsewhere", b => Put(b, 32, 192) },
        { "names beyond the end", b => Put(b, 44, 1) },
        { "a negative offset", b => Put(Put(b, 40, -1), 44, -1) },
        { "hashes out of order", b => [.. b[..64], .. b[72..80], .. b[64..72], .. b[80..]] },
        { "a hash twice", b => [.. b[..64], .. b[64..72], .. b[64..72], .. b[80..]] },
        { "names that don't begin at 0", b => Put(b, NamesAt(b), 1) },
        { "a name that ends before it begins", b => Put(b, NamesAt(b) + 4, 100) },
        { "a name before the names", b => Put(b, NamesAt(b) + 8, -9) },
        { "names that end elsewhere", b => Put(b, NamesAt(b) + 12, 5) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Open_ADamagedFile_IsRefusedWithAReason(string damage, Func<byte[], byte[]> damaged)
    {
        ItemTableWriter.Write(Path, s_modalities, s_items);
        File.WriteAllBytes(Path, damaged(File.ReadAllBytes(Path)));
        var table = ItemTable.TryOpen(Path, s_modalities, out var fault);
        Assert.True(table is null, damage);
        Assert.StartsWith("items.bin ", fault);
    }

    private static int NamesAt(byte[] bytes) => BitConverter.ToInt32(bytes, 40);

    private static byte[] Put(byte[] bytes, int at, int value)
    {
        BitConverter.GetBytes(value).CopyTo(bytes, at);
        return bytes;
    }
}
