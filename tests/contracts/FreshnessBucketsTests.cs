using UserRep.Contracts.Freshness;

namespace UserRep.Contracts.Tests;

public class FreshnessBucketsTests
{
    [Fact]
    public void IndexOf_EachBound_IsInclusive()
    {
        Assert.Equal(FreshnessBuckets.UpperBounds.Order(), FreshnessBuckets.UpperBounds);
        for (var i = 0; i < FreshnessBuckets.UpperBounds.Count; i++)
        {
            Assert.Equal(i, FreshnessBuckets.IndexOf(FreshnessBuckets.UpperBounds[i]));
            Assert.Equal(i + 1, FreshnessBuckets.IndexOf(FreshnessBuckets.UpperBounds[i] + 1));
        }
        Assert.Equal(0, FreshnessBuckets.IndexOf(-5));
        Assert.Equal(FreshnessBuckets.Count - 1, FreshnessBuckets.IndexOf(long.MaxValue));
    }

    [Fact]
    public void Quantile_OfNothing_IsNull()
    {
        Assert.Null(FreshnessBuckets.Quantile([], 0.5));
        Assert.Null(FreshnessBuckets.Quantile(new long[FreshnessBuckets.Count], 0.99));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 10)]
    [InlineData(0.501, 50)]
    [InlineData(0.9, 50)]
    [InlineData(0.99, 1000)]
    [InlineData(0.991, double.PositiveInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    public void Quantile_OfCounts_IsTheUpperBoundOfItsBucket(double quantile, double expected)
    {
        var counts = new long[FreshnessBuckets.Count];
        counts[FreshnessBuckets.IndexOf(7)] = 500;
        counts[FreshnessBuckets.IndexOf(45)] = 400;
        counts[FreshnessBuckets.IndexOf(950)] = 90;
        counts[^1] = 10;
        Assert.Equal(expected, FreshnessBuckets.Quantile(counts, quantile));
    }

    [Fact]
    public void Quantile_OfRandomTimes_IsTheirOwnRoundedUpToABound()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var times = Enumerable.Range(0, 1 + random.Next(300)).Select(_ => random.NextInt64(300_001)).Order().ToArray();
            var counts = new long[FreshnessBuckets.Count];
            foreach (var time in times)
                counts[FreshnessBuckets.IndexOf(time)]++;
            foreach (var quantile in new[] { 0.5, 0.9, 0.99 })
            {
                var exact = times[(int)Math.Ceiling(quantile * times.Length) - 1];
                Assert.Equal(FreshnessBuckets.UpperBounds.First(b => b >= exact), FreshnessBuckets.Quantile(counts, quantile));
            }
        }
    }
}
