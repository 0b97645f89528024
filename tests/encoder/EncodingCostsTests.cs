using UserRep.Encoder.Encoding;
using UserRep.Tests.Shared;

namespace UserRep.Encoder.Tests;

public class EncodingCostsTests
{
    [Fact]
    public void Costs_OfParts_AddUpByVersion()
    {
        var time = TimeSpan.FromSeconds(7);
        var costs = new EncodingCosts(new EncoderInstruments(TestMeters.Factory()), TimeProvider.System, () => time);
        var start = costs.Start();
        time += TimeSpan.FromMilliseconds(30);
        costs.Add("representation@v1", 0, start);
        costs.Add("representation@v1", 2000, start);
        costs.Add("representation@v2", 10, start);

        var cost = costs.Of("representation@v1")!;

        Assert.Equal((2000, 30.0), (cost.Vectors, Math.Round(cost.MillisecondsPerThousand!.Value, 6)));
        Assert.Null(costs.Of("representation@v3"));
    }

    [Fact]
    public void ThreadTime_OfAThreadAtWork_GoesOn()
    {
        var start = ThreadTime.Now;
        var spun = 1L;
        while (ThreadTime.Now == start && spun < 1_000_000_000)
            spun++;
        Assert.True(ThreadTime.Now > start);
    }
}
