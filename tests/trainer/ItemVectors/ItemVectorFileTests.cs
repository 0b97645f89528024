using UserRep.Trainer.ItemVectors;

namespace UserRep.Trainer.Tests.ItemVectors;

public class ItemVectorFileTests
{
    [Fact]
    public void Parquet_Lists_AreReadRowByRow()
    {
        using var folder = new TempFolder();
        var path = VectorFiles.WriteParquet(folder.File("v.parquet"), ("a", [1, 2, 3]), ("b", [4, 5, 6]), ("ü😀", [-1, 0, 1e-3f]));
        var file = ItemVectorFile.TryRead(path, out var faults);
        Assert.Empty(faults);
        Assert.Equal((3, 3), (file!.Dimension, file.Vectors.Count));
        Assert.Equal([4, 5, 6], file.Vectors["b"]);
        Assert.Equal([-1, 0, 1e-3f], file.Vectors["ü😀"]);
    }

    [Fact]
    public void Csv_ColumnsOfValues_AreReadInOrder()
    {
        using var folder = new TempFolder();
        var file = ItemVectorFile.TryRead(folder.Write("v.csv", "item_id,v0,v1\na,1,2.5\n\"b,c\",-1e-2,0\n"), out var faults);
        Assert.Empty(faults);
        Assert.Equal([-0.01f, 0], file!.Vectors["b,c"]);
        Assert.Equal(2, file.Dimension);
    }

    [Fact]
    public void Csv_WrongRows_AreAllNamed()
    {
        using var folder = new TempFolder();
        var path = folder.Write("v.csv", "item_id,v0,v1\na,1,2\nb,1\nc,1,2,3\nd,x,1\na,3,4\n,1,2\ne,NaN,1\nf,1e300,1\n");
        Assert.Null(ItemVectorFile.TryRead(path, out var faults));
        string[] expected = ["row 3: '' in column v1 is not a number", "row 4: has more", "row 5: 'x'", "row 6: 'a' occurs twice", "row 7: the item id is empty", "row 8: the vector of 'e'", "row 9: the vector of 'f'"];
        Assert.Equal(expected.Length, faults.Count);
        Assert.All(expected.Zip(faults), pair => Assert.Contains(pair.First, pair.Second));
    }

    [Fact]
    public void Parquet_UnequalNullAndEmptyVectors_AreAllNamed()
    {
        using var folder = new TempFolder();
        var path = VectorFiles.WriteParquet(folder.File("v.parquet"), ("a", [1, 2]), ("b", [1]), ("c", null), ("d", []), ("e", [1, float.NaN]), ("f", [3, 4]));
        Assert.Null(ItemVectorFile.TryRead(path, out var faults));
        Assert.Equal(["row 2", "row 3", "row 4", "row 5"], faults.Select(f => f[(path.Length + 2)..][..5]));
    }

    [Fact]
    public void File_ManyWrongRows_AreCountedNotListed()
    {
        using var folder = new TempFolder();
        var path = folder.Write("v.csv", "item_id,v0\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"i{i},?\n")));
        Assert.Null(ItemVectorFile.TryRead(path, out var faults));
        Assert.Equal(21, faults.Count);
        Assert.Contains("480 more", faults[^1]);
    }

    [Theory]
    [InlineData("", "item_id")]
    [InlineData("id,v0\na,1\n", "item_id")]
    [InlineData("item_id\na\n", "item_id")]
    [InlineData("item_id,v0\n", "no item")]
    [InlineData("PAR1nonsense", "can't be read")]
    public void File_OfAnotherShape_IsRefused(string content, string expected)
    {
        using var folder = new TempFolder();
        Assert.Null(ItemVectorFile.TryRead(folder.Write("v", content), out var faults));
        Assert.Contains(expected, Assert.Single(faults));
    }

    [Fact]
    public void File_Missing_IsAFault()
    {
        using var folder = new TempFolder();
        Assert.Null(ItemVectorFile.TryRead(folder.File("none.parquet"), out var faults));
        Assert.Single(faults);
    }
}
