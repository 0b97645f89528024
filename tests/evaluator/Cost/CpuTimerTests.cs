using UserRep.Evaluator.Cost;

namespace UserRep.Evaluator.Tests.Cost;

public sealed class CpuTimerTests
{
    [Fact]
    public void Timer_OfPassesOfKnownLength_DividesByPassesAndOperations()
    {
        var now = TimeSpan.Zero;
        var passes = 0;
        // The first pass is dear and only warms up; from then on 4 ms each, of 8 operations.
        var spread = new CpuTimer(() => now, repetitions: 3, atLeastMilliseconds: 10).PerOperation(8, () => now += TimeSpan.FromMilliseconds(passes++ == 0 ? 500 : 4), TestContext.Current.CancellationToken);
        Assert.Equal(0.0005, spread.Median, 12);
        Assert.Equal(0.0005, spread.High, 12);
        Assert.Equal(1 + 3 * 3, passes);
    }
}
