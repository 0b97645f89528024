using System.Text;
using System.Text.Json;
using UserRep.LocalMesh.Sidecars.Actors;

namespace UserRep.LocalMesh.Tests.Actors;

public sealed class GoJsonTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.0", "-0")]
    [InlineData("1.500", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("123456.789", "123456.789")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("123456789012345678901", "123456789012345680000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("-1.25e30", "-1.25e+30")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.00000123", "0.00000123")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1.5e-300", "1.5e-300")]
    [InlineData("\"a<b>+é\"", "\"a<b>+é\"")]
    [InlineData("[1.0,{\"b\":1,\"a\":null,\"b\":2}]", "[1,{\"a\":null,\"b\":2}]")]
    public void Rewrite_WritesAsGoDoes(string json, string expected)
    {
        Assert.True(GoJson.TryRewrite(JsonDocument.Parse(json).RootElement, out var written));
        Assert.Equal(expected, Encoding.UTF8.GetString(written));
    }

    [Fact]
    public void Rewrite_NumberBeyondFloat64_IsRefused() => Assert.False(GoJson.TryRewrite(JsonDocument.Parse("[1e999]").RootElement, out _));

    [Fact]
    public void Format_OfAnyNumber_ReadsBackAsTheSame()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(number))
                Assert.Equal(number, double.Parse(GoJson.Format(number), System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
