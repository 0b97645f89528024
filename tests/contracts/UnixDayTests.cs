using UserRep.Contracts.Events;

namespace UserRep.Contracts.Tests;

public class UnixDayTests
{
    private const long Day = UnixDay.MillisecondsPerDay;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(Day - 1, 0)]
    [InlineData(Day, 1)]
    [InlineData(-1, -1)]
    [InlineData(-Day, -1)]
    [InlineData(-Day - 1, -2)]
    [InlineData(20_000 * Day - 1, 19_999)]
    [InlineData(20_000 * Day, 20_000)]
    public void Of_Milliseconds_RoundsDown(long milliseconds, int day) => Assert.Equal(day, UnixDay.Of(milliseconds));

    [Fact]
    public void Of_TheEdgesOfEveryDayThatDatesHave_IsThatDay()
    {
        var first = UnixDay.Of(DateTimeOffset.MinValue);
        var last = UnixDay.Of(DateTimeOffset.MaxValue);
        Assert.Equal((-719_162, 2_932_896), (first, last));
        for (var day = first; day <= last; day += 97)
        {
            Assert.Equal(day, UnixDay.Of(UnixDay.StartMilliseconds(day)));
            Assert.Equal(day, UnixDay.Of(UnixDay.StartMilliseconds(day + 1) - 1));
        }
    }

    [Fact]
    public void Of_AnInstantWithAnOffset_IsItsUtcDay() =>
        Assert.Equal(UnixDay.Of(new DateTimeOffset(2026, 6, 30, 23, 0, 0, TimeSpan.Zero)), UnixDay.Of(new DateTimeOffset(2026, 7, 1, 1, 0, 0, TimeSpan.FromHours(2))));
}
