using UserRep.Evaluator.Heads;
using UserRep.Evaluator.Methods.Trees.LightGbm;
using UserRep.Evaluator.Samples;
using UserRep.Trainer;
using UserRep.Trainer.Metrics;

namespace UserRep.Evaluator.Tests.Methods;

public sealed class BoosterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Booster_ExclusiveOr_IsLearntWhereALinearHeadSeesNothing()
    {
        Assert.SkipUnless(NativeApi.IsAvailable, "LightGBM can't be loaded on this machine");
        var (features, labels) = ExclusiveOr(4000, seed: 1);
        var (asked, truth) = ExclusiveOr(1000, seed: 2);
        using var all = BinnedRows.Of(features, minExamples: 20);
        using var fit = all.Subset([.. Enumerable.Range(0, 3400)], labels[..3400]);
        using var heldOut = all.Subset([.. Enumerable.Range(3400, 600)], labels[3400..]);
        using var booster = Booster.Fit(fit, heldOut, leaves: 15, rate: 0.1, minExamples: 20, seed: 1, Cancel);
        Assert.True(Auc([.. booster.Scores(asked).Select(s => (float)s)], truth) > 0.95);

        var head = LogisticHead.Fit(features, new Matrix(labels, 1), 1e-3, threads: 1, Cancel);
        Assert.InRange(Auc(head.Scores(asked).Values, truth), 0.4, 0.6);
    }

    [Fact]
    public void Booster_UnknownFeature_IsAnAnswerOfItsOwn()
    {
        Assert.SkipUnless(NativeApi.IsAvailable, "LightGBM can't be loaded on this machine");
        var random = new StableRandom(4);
        var features = new Matrix(1000, 1);
        var labels = new float[1000];
        for (var r = 0; r < labels.Length; r++)
            (features.Row(r)[0], labels[r]) = random.Chance(0.5) ? (float.NaN, 1) : ((float)random.Gaussian(), 0);
        using var rows = BinnedRows.Of(features, minExamples: 20).Subset([.. Enumerable.Range(0, 1000)], labels);
        using var booster = Booster.Fit(rows, null, leaves: 7, rate: 0.1, minExamples: 20, seed: 1, Cancel);
        var scores = booster.Scores(new Matrix([float.NaN, -3, 0, 3], 1));
        Assert.All(scores[1..], s => Assert.True(s < scores[0] - 1));
    }

    private static double Auc(float[] scores, float[] truth) => new Auc(scores, [.. truth.Select(t => t > 0)]).Of([]);

    private static (Matrix, float[]) ExclusiveOr(int count, ulong seed)
    {
        var random = new StableRandom(seed);
        var features = new Matrix(count, 5);
        foreach (ref var value in features.Values.AsSpan())
            value = (float)random.Gaussian();
        return (features, [.. Enumerable.Range(0, count).Select(r => features.Row(r)[0] > 0 ^ features.Row(r)[1] > 0 ? 1f : 0)]);
    }
}
