using Microsoft.Extensions.Time.Testing;
using UserRep.FeatureIngest.Shards;

namespace UserRep.FeatureIngest.Tests.Shards;

public class RecentEventsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void PerSecond_InTheFirstMinute_CountsTheTimeThereWas()
    {
        var recent = new RecentEvents(_time);
        Assert.Equal(0, recent.PerSecond());
        recent.Add(30);
        // Not even a second yet.
        Assert.Equal(30, recent.PerSecond());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, recent.PerSecond(), 6);
    }

    [Fact]
    public void PerSecond_ASteadyStream_IsItsRate()
    {
        var recent = new RecentEvents(_time);
        for (var second = 0; second < 200; second++)
        {
            recent.Add(7);
            _time.Advance(TimeSpan.FromSeconds(1));
            if (second > 0)
                Assert.InRange(recent.PerSecond(), 6.9, 7.2);
        }
    }

    [Fact]
    public void PerSecond_AfterAnIdleMinute_IsZero()
    {
        var recent = new RecentEvents(_time);
        recent.Add(1000);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotEqual(0, recent.PerSecond());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, recent.PerSecond());
        _time.Advance(TimeSpan.FromDays(3));
        recent.Add(6);
        Assert.InRange(recent.PerSecond(), 0.05, 0.15);
    }
}
