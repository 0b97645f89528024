using UserRep.Trainer.ItemVectors;

namespace UserRep.Trainer.Tests.ItemVectors;

public class SpectrumTests
{
    [Fact]
    public void Top_OfAKnownMatrix_GivesItsEigenpairs()
    {
        // Eigenvalues 3 (1,1,0), 1 (1,-1,0) and -5 (0,0,1).
        var matrix = new SparseMatrix(3, [([0, 1], [2, 1]), ([0, 1], [1, 2]), ([2], [-5])]);
        var (vectors, values) = SymmetricSpectrum.Top(matrix, 3, seed: 1);
        Assert.Equal(2, values.Length);
        Assert.Equal(3, values[0], 1e-4);
        Assert.Equal(1, values[1], 1e-4);
        var root = Math.Sqrt(0.5);
        float[] expected = [(float)root, (float)root, (float)root, (float)-root, 0, 0];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(Math.Abs(expected[i]), Math.Abs(vectors[i]), 1e-3f);
        Assert.True(vectors[1] * vectors[3] < 0);
    }

    [Fact]
    public void Top_OfZeros_IsEmpty() => Assert.Empty(SymmetricSpectrum.Top(new SparseMatrix(2, [([], []), ([], [])]), 2, seed: 1).Values);

    [Fact]
    public void Top_OfALargeMatrix_ReproducesItsLeadingPart()
    {
        // A = sum of rank-one parts with falling weights: the top part must come back as A u = lambda u.
        const int n = 300, rank = 12;
        var random = new StableRandom(3);
        var parts = Enumerable.Range(0, rank).Select(_ => Enumerable.Range(0, n).Select(_ => (float)random.Gaussian()).ToArray()).ToArray();
        var rows = Enumerable.Range(0, n).Select(i => (Enumerable.Range(0, n).ToArray(),
            Enumerable.Range(0, n).Select(j => Enumerable.Range(0, rank).Sum(r => parts[r][i] * parts[r][j] / (1 + r))).ToArray())).ToArray();
        var matrix = new SparseMatrix(n, rows);
        var (vectors, values) = SymmetricSpectrum.Top(matrix, 6, seed: 1);
        var image = matrix.Times(vectors, 6);
        for (var i = 0; i < vectors.Length; i++)
            Assert.Equal(vectors[i] * values[i % 6], image[i], 1e-3 * values[0]);
    }

    [Fact]
    public void Cooccurrence_OfAKnownSequence_CountsPairsWithinTheWindow()
    {
        const long day = 86_400_000;
        var matrix = Cooccurrence.Count([[(0, 0), (1, day), (0, 2 * day), (2, 40 * day)], [(2, 0), (1, 0)]], 4, new ItemVectorOptions { WindowDays = 30, Neighbours = 5 });
        Assert.Equal([1], matrix.ColumnsOf(0).ToArray());
        Assert.Equal([2f], matrix.ValuesOf(0).ToArray());
        Assert.Equal([0, 2], matrix.ColumnsOf(1).ToArray());
        Assert.Equal([2f, 1f], matrix.ValuesOf(1).ToArray());
        Assert.Equal([1], matrix.ColumnsOf(2).ToArray());
        Assert.Empty(matrix.ColumnsOf(3).ToArray());
    }

    [Fact]
    public void Information_OfIndependentItems_IsNearZeroAndOfBoundOnesPositive()
    {
        var matrix = new SparseMatrix(4, [([1, 2, 3], [9, 1, 1]), ([0, 2, 3], [9, 1, 1]), ([0, 1, 3], [1, 1, 9]), ([0, 1, 2], [1, 1, 9])]);
        PositiveInformation.Apply(matrix);
        Assert.Equal(Math.Log(9.0 * 4 * Math.Pow(11, 0.75) / Math.Pow(11, 1.75)), matrix.ValuesOf(0)[0], 1e-5);
        Assert.Equal(0, matrix.ValuesOf(0)[1]);
    }

    [Fact]
    public void Content_OfFewCategories_IsOneHotByRarityAndOfMany_Reduced()
    {
        var items = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["x"], ["b"] = ["x", "y"], ["c"] = ["x"], ["d"] = [] };
        var vectors = ContentVectors.Learn(items, 4, seed: 1);
        Assert.Equal([1f, 0f], vectors["a"]);
        Assert.True(vectors["b"][1] > vectors["b"][0]);
        Assert.DoesNotContain("d", vectors.Keys);

        var many = Enumerable.Range(0, 60).ToDictionary(i => $"i{i}", i => (IReadOnlyList<string>)[$"c{i % 20}", $"group{i % 3}"]);
        var reduced = ContentVectors.Learn(many, 5, seed: 1);
        Assert.All(reduced.Values, v => Assert.Equal(5, v.Length));
        // On average, items of one group stay nearer to each other than to another's (single pairs depend on how ties among the equal categories fall).
        Assert.True(MeanDot(reduced, 3) > MeanDot(reduced, 1) + 0.1);
    }

    private static float MeanDot(Dictionary<string, float[]> vectors, int apart) =>
        Enumerable.Range(0, 57).Average(i => Dot(vectors[$"i{i}"], vectors[$"i{i + apart}"]));

    private static float Dot(float[] a, float[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
