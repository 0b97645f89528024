using UserRep.VersionRouter.Reads;

namespace UserRep.VersionRouter.Tests.Reads;

public class MaxAgeTests
{
    [Fact]
    public void TryParse_Nothing_IsNoLimit()
    {
        Assert.True(MaxAge.TryParse(null, out var age));
        Assert.Null(age);
    }

    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("00:30:00", 30 * 60)]
    [InlineData("00:30", 30 * 60)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("7.00:00:00", 7 * 86_400)]
    [InlineData("7.12:30:00", 7 * 86_400 + 12 * 3600 + 30 * 60)]
    [InlineData("10675199.00:00:00", 10_675_199L * 86_400)]
    [InlineData("PT0S", 0)]
    [InlineData("PT30M", 30 * 60)]
    [InlineData("PT36H", 36 * 3600)]
    [InlineData("P1D", 86_400)]
    [InlineData("P1DT2H", 86_400 + 7200)]
    public void TryParse_AnAge_IsRead(string text, long seconds)
    {
        Assert.True(MaxAge.TryParse(text, out var age));
        Assert.Equal(TimeSpan.FromSeconds(seconds), age);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("7")]
    [InlineData("30m")]
    [InlineData("-00:00:01")]
    [InlineData("-1.00:00:00")]
    // 24 hours are 1.00:00:00: taking them for 24 days would hand out vectors that the caller calls too old.
    [InlineData("24:00:00")]
    [InlineData("48:00:00")]
    [InlineData("00:60:00")]
    [InlineData("1:2:3:4:5")]
    [InlineData("99999999.00:00:00")]
    [InlineData("-PT30M")]
    [InlineData("P-1D")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("PTM")]
    [InlineData("P99999999D")]
    [InlineData("pt30m")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(MaxAge.TryParse(text, out _));

    [Theory]
    [InlineData(null, null)]
    [InlineData("00:00:00", 5_000L)]
    [InlineData("00:00:04.999", 1L)]
    [InlineData("1.00:00:00", 5_000L - 86_400_000)]
    // Reaches back further than dates do.
    [InlineData("10675199.00:00:00", 5_000L - 10_675_199 * 86_400_000L)]
    public void NotBefore_OfAnAge_IsThatLongAgo(string? text, long? notBefore) => Assert.Equal(notBefore, MaxAge.NotBefore(text, DateTimeOffset.FromUnixTimeMilliseconds(5_000)));
}
