using System.Text;
using UserRep.Contracts.Events;

namespace UserRep.Contracts.Tests;

/// <summary>Hashes are stored and shards are found by them, so these values may never change.</summary>
public class StableHashTests
{
    [Theory]
    // The first three are published test values of XXH64 with seed 0.
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("u00001", 15915284768961312059)]
    [InlineData("track-00001", 2838672760947376629)]
    [InlineData("Zoë-人", 10305055803335402275)]
    public void Of_Text_NeverChanges(string text, ulong hash) => Assert.Equal(hash, StableHash.Of(text));

    [Fact]
    public void Of_Floats_NeverChanges() => Assert.Equal(10193823547899943158, StableHash.Of([1f, -2.5f, 0f]));

    [Theory]
    [InlineData("u00001", 16, 11)]
    [InlineData("u00002", 16, 9)]
    [InlineData("u00001", 1, 0)]
    [InlineData("", 4096, 2457)]
    public void Shard_OfAUser_NeverChanges(string user, int shards, int shard) => Assert.Equal(shard, StableHash.Shard(user, shards));

    [Fact]
    public void Of_TextOfAnyLength_IsTheHashOfItsUtf8()
    {
        foreach (var text in new[] { new string('a', 256), new string('a', 257), new string('人', 256), new string('人', 257), new string('人', 5000), string.Concat(Enumerable.Repeat("😀", 128)), string.Concat(Enumerable.Repeat("😀", 129)) })
            Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(text)), StableHash.Of(text));
    }
}
