using UserRep.Trainer.Metrics;

namespace UserRep.Trainer.Tests.Metrics;

public sealed class AucTests
{
    [Fact]
    public void Auc_WithTies_EqualsTheShareOfPairsWon()
    {
        var random = new Random(7);
        var scores = Enumerable.Range(0, 300).Select(_ => (float)random.Next(20)).ToArray();
        var positive = scores.Select(s => random.Next(30) < s).ToArray();
        var weights = scores.Select(_ => (float)random.Next(3)).ToArray();

        Assert.Equal(Slow(scores, positive, [.. scores.Select(_ => 1f)]), new Auc(scores, positive).Of([]), 10);
        Assert.Equal(Slow(scores, positive, weights), new Auc(scores, positive).Of(weights), 10);
    }

    [Fact]
    public void Auc_OneClassOnly_IsNoNumber() => Assert.True(double.IsNaN(new Auc([1, 2], [true, true]).Of([])));

    private static double Slow(float[] scores, bool[] positive, float[] weights)
    {
        var (won, pairs) = (0.0, 0.0);
        for (var p = 0; p < scores.Length; p++)
        {
            for (var n = 0; n < scores.Length; n++)
            {
                if (!positive[p] || positive[n])
                    continue;
                pairs += weights[p] * weights[n];
                won += weights[p] * weights[n] * (scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0);
            }
        }
        return won / pairs;
    }
}
