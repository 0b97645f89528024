using UserRep.Contracts.Versions;

namespace UserRep.Contracts.Tests;

public class EncoderVersionTests
{
    [Theory]
    [InlineData("representation@v1", 1)]
    [InlineData("representation@v42", 42)]
    [InlineData("representation@v2147483647", int.MaxValue)]
    [InlineData("v1", 1)]
    [InlineData("v10", 10)]
    public void TryParse_AVersion_IsRead(string text, int number)
    {
        Assert.True(EncoderVersion.TryParse(text, out var version));
        Assert.Equal(new EncoderVersion(number), version);
        Assert.Equal($"representation@v{number}", version.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("1")]
    [InlineData("v0")]
    [InlineData("v01")]
    [InlineData("v-1")]
    [InlineData("v+1")]
    [InlineData("v 1")]
    [InlineData("v1 ")]
    [InlineData(" v1")]
    [InlineData("v1\n")]
    [InlineData("v1.0")]
    [InlineData("v1e3")]
    [InlineData("v2147483648")]
    [InlineData("v\u0661")]
    [InlineData("V1")]
    [InlineData("representation@v")]
    [InlineData("representation@1")]
    [InlineData("representation@v0")]
    [InlineData("Representation@v1")]
    [InlineData("representation@v1/../v2")]
    [InlineData("other@v1")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(EncoderVersion.TryParse(text, out var version));
        Assert.Equal(default, version);
    }

    [Fact]
    public void Versions_Compared_AreOrderedByNumber() =>
        Assert.Equal([2, 9, 10], new[] { new EncoderVersion(10), new EncoderVersion(2), new EncoderVersion(9) }.Order().Select(v => v.Number));
}
