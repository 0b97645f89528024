using UserRep.Tests.Shared;

namespace UserRep.VectorSearch.Tests;

public class ClusteredIndexTests
{
    private const int Seed = 1;

    /// <summary>Beyond what exact search is offered for.</summary>
    private const int Many = 120_000;

    /// <summary>What is asked for.</summary>
    private const double Target = 0.95;

    /// <summary>Below the target by what a sample of other queries may differ.</summary>
    private const double Floor = 0.93;

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Build_120000ClusteredVectors_KeepsTheRecallItStatesOnOtherQueries(int k)
    {
        var (vectors, index) = s_clustered.Value;
        var queries = Others(vectors, 200, seed: 99);
        Assert.InRange(index.Recall, Target, 1);
        Assert.InRange(SyntheticVectors.Recall(index, vectors, queries, k), Floor, 1);
        // It is an index: it looks at a small part.
        Assert.InRange(index.Probes, 1, index.Clusters / 4);
    }

    [Fact]
    public void Build_VectorsWithoutStructure_StillKeepsItsRecall()
    {
        var vectors = SyntheticVectors.Even(8_000, 24, Seed);
        var index = Build(vectors, Others(vectors, 100, Seed), new IndexOptions(Target));
        Assert.InRange(index.Recall, Target, 1);
        Assert.InRange(SyntheticVectors.Recall(index, vectors, Others(vectors, 100, seed: 99), 10), Floor, 1);
    }

    [Fact]
    public void Build_Twice_IsTheSameIndex()
    {
        var vectors = SyntheticVectors.Clustered(3_000, 16, Seed);
        var queries = Others(vectors, 50, Seed);
        var (one, two) = (Build(vectors, queries, new IndexOptions(Threads: 1)), Build(vectors, queries, new IndexOptions(Threads: 4)));
        Assert.Equal((one.Probes, one.Recall), (two.Probes, two.Recall));
        for (var q = 0; q < queries.Rows; q++)
            Assert.Equal(one.Nearest(queries[q], 20), two.Nearest(queries[q], 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void Build_FewVectors_FindsThemAll(int rows)
    {
        var vectors = SyntheticVectors.Even(rows, 5, Seed);
        var index = Build(vectors, vectors, new IndexOptions(TargetRecall: 1));
        Assert.Equal(1, index.Recall);
        for (var q = 0; q < rows; q++)
            Assert.Equal(new ExactSearch(vectors).Nearest(vectors[q], 100).Select(h => h.Row), index.Nearest(vectors[q], 100).Select(h => h.Row));
    }

    [Fact]
    public void Nearest_AllTheSame_IsInTheOrderOfRows()
    {
        var vectors = new VectorSet(500, 3);
        for (var row = 0; row < 500; row++)
            vectors[row][1] = 1;
        var index = Build(vectors, vectors.Take([0, 1]), new IndexOptions());
        Assert.Equal(Enumerable.Range(0, 10), index.Nearest([0, 1, 0], 10).Select(h => h.Row));
    }

    [Fact]
    public void Build_Cancelled_Throws()
    {
        var vectors = SyntheticVectors.Even(500, 4, Seed);
        Assert.ThrowsAny<OperationCanceledException>(() => ClusteredIndex.Build(vectors, vectors, new IndexOptions(), new CancellationToken(canceled: true)));
    }

    // Built once: it is what takes the time here.
    private static readonly Lazy<(VectorSet, ClusteredIndex)> s_clustered = new(() =>
    {
        var vectors = SyntheticVectors.Clustered(Many, 32, Seed);
        return (vectors, Build(vectors, Others(vectors, 200, Seed), new IndexOptions(Target)));
    });

    private static ClusteredIndex Build(VectorSet vectors, VectorSet queries, IndexOptions options) => ClusteredIndex.Build(vectors, queries, options, TestContext.Current.CancellationToken);

    private static VectorSet Others(VectorSet vectors, int count, int seed)
    {
        var random = new Random(seed);
        return vectors.Take([.. Enumerable.Range(0, count).Select(_ => random.Next(vectors.Rows))]);
    }
}
