using UserRep.Evaluator.Metrics;

namespace UserRep.Evaluator.Tests.Metrics;

public sealed class DrawWeightsTests
{
    private static readonly string[] s_persons = [.. Enumerable.Range(0, 2_000).Select(p => $"p{p}")];

    [Fact]
    public void Draws_OfManyPersons_CountEachOnceOnAverage()
    {
        var weights = new DrawWeights(s_persons, 50);
        var all = Enumerable.Range(1, 50).SelectMany(d => Draw(weights, d)).ToArray();
        // Poisson(1): mean 1, variance 1; 100,000 draws.
        Assert.Equal(1, all.Average(), 0.02);
        Assert.Equal(1, all.Average(w => (w - 1) * (w - 1)), 0.04);
        Assert.NotEqual(Draw(weights, 1), Draw(weights, 2));
        Assert.All(Draw(weights, 0), w => Assert.Equal(1, w));
    }

    [Fact]
    public void Draws_OfAPersonsUsers_AreOneDrawWhoeverElseIsThere()
    {
        var together = new DrawWeights(["a", "b", "a", "c"], 30);
        var alone = new DrawWeights(["a"], 30);
        for (var d = 0; d <= 30; d++)
        {
            var drawn = Draw(together, d);
            Assert.Equal((drawn[0], drawn[0]), (drawn[2], Draw(alone, d)[0]));
        }
    }

    private static float[] Draw(DrawWeights weights, int draw)
    {
        var values = new float[weights.PersonOfUser.Length];
        weights.Fill(draw, weights.PersonOfUser, values);
        return values;
    }
}
