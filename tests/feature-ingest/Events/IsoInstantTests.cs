using UserRep.FeatureIngest.Events;

namespace UserRep.FeatureIngest.Tests.Events;

public class IsoInstantTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01T00:00:00", 0)]
    [InlineData("1970-01-01T00:01Z", 60_000)]
    [InlineData("1970-01-01T00:00:00.5Z", 500)]
    [InlineData("1970-01-01T00:00:00.001Z", 1)]
    [InlineData("1970-01-01T00:00:00.0019999Z", 1)]
    [InlineData("1970-01-01T00:00:00.001999999Z", 1)]
    [InlineData("1970-01-01T00:00:00.001999999999+00:00", 1)]
    [InlineData("1970-01-01T02:00:00+02:00", 0)]
    [InlineData("1969-12-31T19:00:00-05:00", 0)]
    [InlineData("1970-01-01T05:30:00+05:30", 0)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    [InlineData("2024-02-29T12:00:00Z", 1_709_208_000_000)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800_000)]
    [InlineData("9999-12-31T23:59:59.999Z", 253_402_300_799_999)]
    public void TryParse_AnInstant_IsRead(string text, long milliseconds)
    {
        Assert.True(IsoInstant.TryParse(text, out var read));
        Assert.Equal(milliseconds, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-06-30")]
    [InlineData("2026-06-30 12:00:00Z")]
    [InlineData("2026-06-30T12:00:00z ")]
    [InlineData(" 2026-06-30T12:00:00Z")]
    [InlineData("2026-6-30T12:00:00Z")]
    [InlineData("2026-02-29T12:00:00Z")]
    [InlineData("2026-06-31T12:00:00Z")]
    [InlineData("2026-06-30T24:00:00Z")]
    [InlineData("2026-06-30T12:60:00Z")]
    [InlineData("2026-06-30T12:00:60Z")]
    [InlineData("2026-06-30T12:00:00+15:00")]
    [InlineData("20260630T120000Z")]
    [InlineData("30.06.2026 12:00")]
    [InlineData("1782820800")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("10000-01-01T00:00:00Z")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(IsoInstant.TryParse(text, out var read));
        Assert.Equal(0, read);
    }
}
