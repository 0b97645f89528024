using System.Numerics.Tensors;
using UserRep.Evaluator.Metrics;
using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Tests.Metrics;

public sealed class NdcgTests
{
    public static TheoryData<int, int, int> Sizes => new() { { 1, 40, 5 }, { 2, 130, 50 }, { 3, 17, 50 }, { 4, 64, 1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Ndcg_OfClasses_EqualsTheSlowOne(int seed, int rows, int k)
    {
        var random = new Random(seed);
        var vectors = Vectors(random, rows);
        var classes = Enumerable.Range(0, rows).Select(_ => random.Next(-1, 6)).ToArray();
        var values = Ndcg.PerSample(new NearestRows(vectors, k, threads: 2), classes);
        AssertSame(Slow(vectors, r => classes[r] >= 0, (a, b) => classes[a] == classes[b] ? 1 : 0, k), values);
        Assert.Equal(values, Ndcg.PerSample(new NearestRows(vectors, k, threads: 1), classes));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Ndcg_OfPicks_EqualsTheSlowOne(int seed, int rows, int k)
    {
        var random = new Random(seed);
        var vectors = Vectors(random, rows);
        var picks = Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(12)).Distinct().Order().ToArray()).ToArray();
        AssertSame(
            Slow(vectors, r => picks[r].Length > 0, (a, b) => (double)picks[a].Intersect(picks[b]).Count() / picks[a].Union(picks[b]).Count(), k),
            Ndcg.PerSample(new NearestRows(vectors, k, threads: 2), picks));
    }

    /// <summary>Questions that are asked of other rows have other neighbours, whichever was asked first.</summary>
    [Fact]
    public void Ndcg_OfSeveralQuestions_IsThatOfEachAlone()
    {
        var random = new Random(5);
        var vectors = Vectors(random, 60);
        int[][] questions = [.. Enumerable.Range(0, 4).Select(q => Enumerable.Range(0, 60).Select(_ => random.Next(q % 2 == 0 ? 0 : -1, 4)).ToArray())];
        var shared = new NearestRows(vectors, k: 7, threads: 2);
        foreach (var classes in questions)
            Assert.Equal(Ndcg.PerSample(new NearestRows(vectors, k: 7, threads: 2), classes), Ndcg.PerSample(shared, classes));
    }

    [Fact]
    public void Ndcg_NeighboursOfTheSameClass_IsOneAndOfOthersZero()
    {
        var vectors = new Matrix([1, 0, 1, 0.1f, 0, 1, 0.1f, 1], 2);
        Assert.Equal([1, 1, 1, 1], Ndcg.PerSample(new NearestRows(vectors, k: 1, threads: 1), [0, 0, 1, 1]));
        Assert.Equal([0, 0, 0, 0], Ndcg.PerSample(new NearestRows(vectors, k: 1, threads: 1), [0, 1, 0, 1]));
    }

    [Fact]
    public void Ndcg_RowsLeftOutOrAlone_HaveNoValue()
    {
        var vectors = new Matrix([1, 0, 0, 0, 1, 1, 1, 2], 2);
        var values = Ndcg.PerSample(new NearestRows(vectors, k: 50, threads: 1), [0, -1, 0, 1]);
        Assert.Equal([false, true, false, true], values.Select(float.IsNaN));
        Assert.Equal([false, true, false, true], Ndcg.PerSample(new NearestRows(vectors, k: 50, threads: 1), [[1, 2], [], [2], [9]]).Select(float.IsNaN));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Arises_Rows_IsWhetherAnyHasAValue(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var classes = Enumerable.Range(0, 4).Select(_ => random.Next(-1, 8)).ToArray();
            var picks = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(9)).Distinct().Order().ToArray()).ToArray();
            Assert.Equal(Ndcg.PerSample(new NearestRows(new Matrix(4, 1), 2, 1), classes).Any(v => !float.IsNaN(v)), Ndcg.Arises(classes));
            Assert.Equal(Ndcg.PerSample(new NearestRows(new Matrix(3, 1), 2, 1), picks).Any(v => !float.IsNaN(v)), Ndcg.Arises(picks));
        }
    }

    private static Matrix Vectors(Random random, int rows) => new([.. Enumerable.Range(0, rows * 3).Select(_ => (float)random.Next(-3, 4))], 3);

    private static void AssertSame(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(double.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) < 1e-6, $"{i}: {expected[i]} {actual[i]}");
        Assert.Contains(actual, v => v > 0);
    }

    private static double[] Slow(Matrix vectors, Predicate<int> asked, Func<int, int, double> relevance, int k)
    {
        var rows = Enumerable.Range(0, vectors.Rows).Where(r => asked(r)).ToArray();
        return [.. Enumerable.Range(0, vectors.Rows).Select(r =>
        {
            if (!asked(r))
                return double.NaN;
            var others = rows.Where(o => o != r).ToArray();
            var ideal = Gain(others.Select(o => relevance(r, o)).OrderDescending());
            return ideal > 0 ? Gain(others.OrderByDescending(o => Cosine(vectors, r, o)).Select(o => relevance(r, o))) / ideal : double.NaN;
        })];

        double Gain(IEnumerable<double> gains) => gains.Take(k).Select((g, rank) => g / Math.Log2(rank + 2)).Sum();
    }

    // The order of equal cosines must not hang on rounding: the same steps as the fast one.
    private static float Cosine(Matrix vectors, int a, int b) => TensorPrimitives.Dot<float>(Unit(vectors, a), Unit(vectors, b));

    private static float[] Unit(Matrix vectors, int row)
    {
        var length = TensorPrimitives.Norm<float>(vectors.Row(row));
        return [.. vectors.Row(row).ToArray().Select(v => length > 0 ? v / length : 0)];
    }
}
