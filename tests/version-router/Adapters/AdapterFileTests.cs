using System.Text;
using UserRep.Adapters;

namespace UserRep.VersionRouter.Tests.Adapters;

public class AdapterFileTests
{
    [Fact]
    public void File_WrittenAndReadBack_IsTheSame()
    {
        var file = SmallAdapter.Create(tasks: SmallAdapter.Loss("active-7d", 0.004));

        var read = AdapterFile.TryRead(file.ToBytes(), out var fault)!;

        Assert.Null(fault);
        Assert.Empty(AdapterCheck.Faults(read));
        Assert.Equal(file.ToBytes(), read.ToBytes());
        Assert.Matches("^[0-9a-f]{64}$", read.Id);
    }

    [Fact]
    public void Id_OfAnyFlippedDigit_IsNotThatOfTheFile()
    {
        var bytes = SmallAdapter.Create(tasks: SmallAdapter.Loss("active-7d", 0.004)).ToBytes();
        var (tried, found) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!char.IsAsciiDigit((char)bytes[i]))
                continue;
            var other = (byte[])bytes.Clone();
            other[i] = (byte)(bytes[i] == '1' ? '2' : '1');
            tried++;
            if (AdapterFile.TryRead(other, out _) is not { } altered || AdapterCheck.Faults(altered).Count > 0)
                found++;
        }
        Assert.True(tried > 200);
        Assert.Equal(tried, found);
    }

    public static TheoryData<string, AdapterFile> Broken => new()
    {
        { "format is", Signed(SmallAdapter.Create() with { Format = "userrep-adapter 9" }) },
        { "which is none", Signed(SmallAdapter.Create() with { Kind = (AdapterKind)7 }) },
        { "from lacks", Signed(SmallAdapter.Create() with { From = SmallAdapter.Side(2) with { BundleSha256 = "" } }) },
        { "to has 0 dimensions", Signed(SmallAdapter.Create() with { To = SmallAdapter.Side(1) with { Dimension = 0 } }) },
        { "from has 5000 dimensions", Signed(SmallAdapter.Create() with { From = SmallAdapter.Side(1) with { Dimension = 5000 } }) },
        { "one space", Signed(SmallAdapter.Create() with { To = SmallAdapter.Side(2) }) },
        { "tensors are bias", With(AdapterTensor.Of("bias", [1, 2], 2)) },
        { "tensors are weight, bias, bias", With(AdapterTensor.Of("weight", new float[4], 2, 2), AdapterTensor.Of("bias", [1, 2], 2), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "weight is [4], must be [2, 2]", With(AdapterTensor.Of("weight", new float[4], 4), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "weight is not base64 of 4", With(AdapterTensor.Of("weight", new float[3], 2, 2), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "weight is not base64", With(new AdapterTensor("weight", [2, 2], "!!"), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "not finite", With(AdapterTensor.Of("weight", [1, 2, float.NaN, 4], 2, 2), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "more than 524,288 weights", With(new AdapterTensor("weight", [1_000, 1_000], ""), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "or a size below 1", With(new AdapterTensor("weight", [-2, -2], ""), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "up is [3, 2], must be [1, 2]", With(AdapterTensor.Of("down", [1, 2], 2, 1), AdapterTensor.Of("up", new float[6], 3, 2), AdapterTensor.Of("bias", [1, 2], 2)) },
        { "hash of this document", SmallAdapter.Create() with { Simulated = false } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_OfABrokenFile_SaysWhy(string fault, AdapterFile file) => Assert.Contains(AdapterCheck.Faults(file), f => f.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"format":"userrep-adapter 1","id":"x","from":{},"to":{},"kind":"Nothing","tensors":[],"report":{}}""")]
    [InlineData("""{"format":"userrep-adapter 1","id":"x","from":{},"to":{},"kind":"Affine","tensors":[null],"report":{"candidates":[],"notes":[]}}""")]
    public void Read_WhatIsNoAdapter_IsRefusedWithAReason(string text)
    {
        Assert.Null(AdapterFile.TryRead(Encoding.UTF8.GetBytes(text), out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void Map_OfEachKind_IsItsFormula()
    {
        Assert.Equal([5, 1, 9, 5], Apply(SmallAdapter.Create(), [1, 2, 3, 4]));
        // Hidden units of (1, 2): 1, max(0, -1) = 0, max(0, 2 - 1) = 1. Of (-3, 0): 0, 3, 0.
        Assert.Equal([5 + 10, 1 + 30, 1 + 60, -7], Apply(SmallAdapter.Network(), [1, 2, -3, 0]));
        var factored = new AdapterMap(2, 3, [AdapterTensor.Of("down", [1, 2], 2, 1), AdapterTensor.Of("up", [1, 10, 100], 1, 3), AdapterTensor.Of("bias", [0, 0, 1], 3)]);
        var mapped = new float[3];
        factored.Apply([3, 4], mapped);
        Assert.Equal([11, 110, 1101], mapped);
    }

    [Fact]
    public void Map_OfARow_DoesNotDependOnItsCompany()
    {
        float[] rows = [1, 2, 3, 4, 5, 6];
        var together = Apply(SmallAdapter.Network(), rows);

        for (var r = 0; r < 3; r++)
            Assert.Equal(together[(2 * r)..(2 * r + 2)], Apply(SmallAdapter.Network(), rows[(2 * r)..(2 * r + 2)]));
    }

    private static float[] Apply(AdapterFile file, float[] rows)
    {
        var mapped = new float[rows.Length];
        new AdapterMap(file).Apply(rows, mapped);
        return mapped;
    }

    private static AdapterFile With(params IReadOnlyList<AdapterTensor> tensors) => Signed(SmallAdapter.Create() with { Tensors = tensors });

    private static AdapterFile Signed(AdapterFile file) => file with { Id = file.ComputeId() };
}
