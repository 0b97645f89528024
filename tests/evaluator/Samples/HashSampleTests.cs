using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tests.Samples;

public sealed class HashSampleTests
{
    [Fact]
    public void Sample_OfRows_IsTheSameInAnyOrderAndBounded()
    {
        var rows = Enumerable.Range(0, 500).ToArray();
        var sample = HashSample.Of(rows, 100, r => $"u{r}");
        Assert.Equal(100, sample.Distinct().Count());
        Assert.Equal(sample, HashSample.Of([.. rows.Reverse()], 100, r => $"u{r}"));
        Assert.NotEqual(sample, rows[..100]);
        Assert.Equal(rows, HashSample.Of(rows, 500, r => $"u{r}"));
    }
}
