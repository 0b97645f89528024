using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Samples;
using UserRep.Evaluator.Tasks;

namespace UserRep.Evaluator.Tests.Metrics;

/// <summary>Against definitions written out pair by pair.</summary>
public sealed class TaskScorerTests
{
    private const int Users = 60;
    private const int MinPositives = 5;
    private const int Draws = 12;

    // Two users to a person.
    private static readonly DrawWeights s_weights = new([.. Enumerable.Range(0, Users).Select(u => $"p{u / 2}")], Draws);

    [Fact]
    public void Auc_OfSeveralOutputsAndCuts_IsTheMeanOverBothInEveryDraw()
    {
        var (task, scores) = Random(TaskMetric.Auc, rarePositives: true);
        var rows = Enumerable.Range(0, task.View.Population.Samples.Length).Where(r => r % 7 != 0).ToArray();
        var scorer = new TaskScorer(task, rows, s_weights, MinPositives, threads: 2);
        var values = scorer.Values(scores.Take(rows));
        Assert.Equal(Draws + 1, values.Length);
        for (var d = 0; d <= Draws; d++)
            Assert.Equal(Slow(task, rows, scores, d), values[d], 1e-9);
        // The last output has too few positives in any cut to be judged.
        Assert.Equal((3, task.Outputs.Count - 1), (scorer.Cuts, scorer.Outputs));
    }

    [Fact]
    public void Values_OfAnotherScorerAndThreadCount_AreTheSame()
    {
        foreach (var metric in Enum.GetValues<TaskMetric>())
        {
            var (task, scores) = Random(metric, rarePositives: false);
            int[] rows = [.. Enumerable.Range(0, scores.Rows)];
            var values = new TaskScorer(task, rows, s_weights, MinPositives, 1).Values(scores);
            Assert.Equal(values, new TaskScorer(task, rows, s_weights, MinPositives, 3).Values(scores));
            Assert.Equal(values[0], new TaskScorer(task, rows, new DrawWeights([.. Enumerable.Range(0, Users).Select(u => $"p{u / 2}")], 0), MinPositives, 1).Values(scores).Single());
        }
    }

    [Fact]
    public void PairAuc_AsManyNegativesAsPositives_IsTheCurveOverAllPairs()
    {
        // Four outputs, two of them true of each user: every negative is drawn, whichever way they are shuffled.
        var random = new Random(3);
        var (samples, labels, scores) = (new Sample[Users], new Matrix(Users, 4), new Matrix(Users, 4));
        for (var u = 0; u < Users; u++)
        {
            samples[u] = new Sample(u, 0, 0, 0);
            labels.Row(u)[random.Next(2)] = labels.Row(u)[2 + random.Next(2)] = 1;
            for (var k = 0; k < 4; k++)
                scores.Row(u)[k] = random.Next(10) + 3 * labels.Row(u)[k];
        }
        var task = new EvaluationTask("pairs", "", TaskKind.Labels, new View(new Population("p", [new Cut(0, true)], samples)), ["a", "b", "c", "d"], labels) { Metric = TaskMetric.PairAuc };
        var scorer = new TaskScorer(task, [.. Enumerable.Range(0, Users)], s_weights, MinPositives, 2);
        Assert.Equal((1, 0.5), (scorer.Cuts, scorer.Positives));
        var values = scorer.Values(scores);
        for (var d = 0; d <= Draws; d++)
        {
            var weights = Weights(d);
            var pairs = Enumerable.Range(0, Users * 4).Select(i => (Score: scores.Values[i], Positive: labels.Values[i] == 1, Weight: weights[i / 4])).ToArray();
            Assert.Equal(SlowAuc(pairs), values[d], 1e-9);
        }
    }

    [Fact]
    public void PairAuc_FewPositives_DrawsAsManyNegatives()
    {
        var labels = new Matrix(Users, 8);
        for (var u = 0; u < Users; u++)
            labels.Row(u)[u % 8] = 1;
        var task = new EvaluationTask("pairs", "", TaskKind.Labels, new View(new Population("p", [new Cut(0, true)], [.. Enumerable.Range(0, Users).Select(u => new Sample(u, 0, 0, 0))])), new string[8], labels) { Metric = TaskMetric.PairAuc };
        var scorer = new TaskScorer(task, [.. Enumerable.Range(0, Users)], s_weights, MinPositives, 1);
        Assert.Equal(0.5, scorer.Positives);
        Assert.All(scorer.Values(labels), v => Assert.Equal(1, v));
        Assert.All(scorer.Values(new Matrix(Users, 8)), v => Assert.Equal(0.5, v));
    }

    [Fact]
    public void Scorer_TooFewPositivesAnywhere_HasNothingToJudge()
    {
        var (task, _) = Random(TaskMetric.Auc, rarePositives: false);
        Assert.Equal(0, new TaskScorer(task, [0, 1, 2], s_weights, MinPositives, 1).Cuts);
    }

    private static (EvaluationTask, Matrix) Random(TaskMetric metric, bool rarePositives)
    {
        var random = new Random(1);
        Sample[] samples = [.. Enumerable.Range(0, Users * 3).Select(i => new Sample(i % Users, i / Users, 0, 0))];
        var (labels, scores) = (new Matrix(samples.Length, 4), new Matrix(samples.Length, 4));
        for (var i = 0; i < labels.Values.Length; i++)
        {
            var rare = rarePositives && i % 4 == 3;
            labels.Values[i] = random.Next(6) == 0 ? float.NaN : rare ? (i % 80 == 3 ? 1 : 0) : random.Next(2);
            // Few distinct scores, so that there are ties.
            scores.Values[i] = random.Next(8) + (labels.Values[i] == 1 ? 2 : 0);
        }
        var population = new Population("p", [new Cut(0, true), new Cut(1, true), new Cut(2, true)], samples);
        return (new EvaluationTask("t", "", TaskKind.Labels, new View(population), ["a", "b", "c", "d"], labels) { Metric = metric }, scores);
    }

    private static double Slow(EvaluationTask task, int[] rows, Matrix scores, int draw)
    {
        var (samples, weights) = (task.View.Population.Samples, Weights(draw));
        var cuts = new List<double>();
        foreach (var cut in rows.GroupBy(r => samples[r].Cut))
        {
            var outputs = new List<double>();
            for (var k = 0; k < task.Outputs.Count; k++)
            {
                var asked = cut.Where(r => !float.IsNaN(task.Labels.Row(r)[k])).Select(r => (Score: scores.Row(r)[k], Positive: task.Labels.Row(r)[k] == 1, Weight: weights[samples[r].User])).ToArray();
                if (asked.Count(a => a.Positive) >= MinPositives && asked.Count(a => !a.Positive) >= MinPositives)
                    outputs.Add(SlowAuc(asked));
            }
            cuts.Add(outputs.Average());
        }
        return cuts.Average();
    }

    private static double SlowAuc((float Score, bool Positive, float Weight)[] all)
    {
        var (won, pairs) = (0.0, 0.0);
        foreach (var p in all.Where(a => a.Positive))
        {
            foreach (var n in all.Where(a => !a.Positive))
            {
                pairs += p.Weight * n.Weight;
                won += p.Weight * n.Weight * (p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0);
            }
        }
        return won / pairs;
    }

    private static float[] Weights(int draw)
    {
        var weights = new float[Users];
        s_weights.Fill(draw, s_weights.PersonOfUser, weights);
        return weights;
    }
}
