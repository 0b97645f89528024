using UserRep.Evaluator.Heads;
using UserRep.Evaluator.Samples;
using UserRep.Trainer;

namespace UserRep.Evaluator.Tests.Heads;

public sealed class LogisticHeadTests
{
    private const int Rows = 2_000;

    // Last column constant.
    private static readonly float[] s_planted = [2, -1, 0.5f, 0, 0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Head_OfPlantedWeights_FindsTheirDirection(bool keepGeometry)
    {
        var (features, labels) = Planted();
        var head = LogisticHead.Fit(features, labels, 1e-4, 2, Cancel, keepGeometry);
        var found = Probe(head);
        var cosine = found.Zip(s_planted, (a, b) => (double)a * b).Sum() / Math.Sqrt(found.Sum(f => (double)f * f) * s_planted.Sum(p => (double)p * p));
        Assert.True(cosine > 0.99, $"{cosine}");
        Assert.Equal(0, found[^1]);
    }

    [Fact]
    public void Head_RowsWithoutALabel_AreAsIfNotThere()
    {
        var (features, labels) = Planted();
        var bare = new Matrix(labels.Rows, 2);
        for (var r = 0; r < Rows; r++)
            (bare.Row(r)[0], bare.Row(r)[1]) = (r % 3 == 0 ? float.NaN : labels.Row(r)[0], float.NaN);
        // The same scaling for both: over all rows, known label or not.
        var scores = LogisticHead.Fit(features, bare, 1e-2, 1, Cancel).Scores(features);
        var other = new Matrix([.. labels.Values.Select((v, r) => r % 3 == 0 ? float.NaN : v)], 1);
        Assert.Equal(LogisticHead.Fit(features, other, 1e-2, 1, Cancel).Scores(features).Values, Enumerable.Range(0, Rows).Select(r => scores.Row(r)[0]));
        // An output that is never known scores all alike.
        Assert.All(Enumerable.Range(0, Rows), r => Assert.Equal(0, scores.Row(r)[1]));
        var flipped = new Matrix([.. labels.Values.Select((v, r) => r % 3 == 0 ? 1 - v : v)], 1);
        Assert.NotEqual(LogisticHead.Fit(features, flipped, 1e-2, 1, Cancel).Scores(features).Values, Enumerable.Range(0, Rows).Select(r => scores.Row(r)[0]));
    }

    [Fact]
    public void Head_LabelsOfOneKind_ScoresFinitely()
    {
        var (features, labels) = Planted();
        labels.Values.AsSpan().Fill(1);
        var scores = LogisticHead.Fit(features, labels, 1e-4, 1, Cancel).Scores(features).Values;
        Assert.All(scores, s => Assert.True(float.IsFinite(s) && s > 3));
    }

    [Fact]
    public void Head_OfAnyThreads_IsTheSame()
    {
        var (features, labels) = Planted();
        var wide = new Matrix(Rows, 3);
        for (var r = 0; r < Rows; r++)
            wide.Row(r).Fill(labels.Row(r)[0]);
        var one = LogisticHead.Fit(features, wide, 1e-3, 1, Cancel).Scores(features);
        Assert.Equal(one.Values, LogisticHead.Fit(features, wide, 1e-3, 3, Cancel).Scores(features).Values);
        Assert.All(Enumerable.Range(0, Rows), r => Assert.Equal(one.Row(r)[0], one.Row(r)[2]));
    }

    /// <summary>The weight of each feature as it comes in, scaling undone.</summary>
    private static float[] Probe(LogisticHead head)
    {
        var points = new Matrix(s_planted.Length + 1, s_planted.Length);
        for (var i = 0; i < s_planted.Length; i++)
            points.Row(i + 1)[i] = 1;
        var scores = head.Scores(points).Values;
        return [.. scores.Skip(1).Select(s => s - scores[0])];
    }

    private static (Matrix Features, Matrix Labels) Planted()
    {
        var random = new StableRandom(5);
        var (features, labels) = (new Matrix(Rows, s_planted.Length), new Matrix(Rows, 1));
        for (var r = 0; r < Rows; r++)
        {
            var row = features.Row(r);
            var score = -0.5;
            for (var i = 0; i < row.Length - 1; i++)
            {
                // Of different sizes, and off centre.
                row[i] = (float)random.Gaussian() * (i + 1) / 2 + i;
                score += s_planted[i] * (row[i] - i);
            }
            row[^1] = 7;
            labels.Row(r)[0] = random.Next() < 1 / (1 + Math.Exp(-score)) ? 1 : 0;
        }
        return (features, labels);
    }
}
