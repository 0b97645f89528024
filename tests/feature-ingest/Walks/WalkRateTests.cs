using Microsoft.Extensions.Time.Testing;
using UserRep.FeatureIngest.Walks;

namespace UserRep.FeatureIngest.Tests.Walks;

public class WalkRateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Rate_BeforeASecondIsMeasured_IsNotKnown()
    {
        var rate = new WalkRate(_time);
        rate.Add(100);
        Assert.Null(rate.UsersPerSecond);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, rate.UsersPerSecond);
    }

    [Fact]
    public void Rate_ThatChanges_IsThatOfTheLastMinute()
    {
        var rate = new WalkRate(_time);
        Walk(rate, seconds: 300, usersPerSecond: 100);
        Assert.Equal(100, rate.UsersPerSecond!.Value, 3.0);
        Walk(rate, seconds: 70, usersPerSecond: 10);
        Assert.Equal(10, rate.UsersPerSecond!.Value, 1.0);
    }

    [Fact]
    public void Rate_OfAWalkThatStandsStill_Falls()
    {
        var rate = new WalkRate(_time);
        Walk(rate, seconds: 60, usersPerSecond: 100);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.InRange(rate.UsersPerSecond!.Value, 0, 10);
    }

    private void Walk(WalkRate rate, int seconds, int usersPerSecond)
    {
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            rate.Add(usersPerSecond);
        }
    }
}
