using UserRep.Tests.Shared;

namespace UserRep.VectorSearch.Tests;

public class ExactSearchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(100)]
    public void Nearest_AnyK_EqualsSortingAll(int k)
    {
        var vectors = SyntheticVectors.Even(60, 9, seed: 7);
        var search = new ExactSearch(vectors);
        for (var q = 0; q < vectors.Rows; q++)
        {
            var scores = Enumerable.Range(0, vectors.Rows).Select(r => System.Numerics.Tensors.TensorPrimitives.Dot<float>(vectors[q], vectors[r])).ToArray();
            var expected = Enumerable.Range(0, vectors.Rows).OrderByDescending(r => scores[r]).ThenBy(r => r).Take(k);
            Assert.Equal(expected, search.Nearest(vectors[q], k).Select(h => h.Row));
        }
    }

    [Fact]
    public void Nearest_EqualScores_AreInTheOrderOfRows()
    {
        var vectors = new VectorSet(40, 2);
        for (var row = 0; row < 40; row++)
            vectors[row][row % 2] = 1;
        var search = new ExactSearch(vectors);
        Assert.Equal([0, 2, 4, 6, 8], search.Nearest([1, 0], 5).Select(h => h.Row));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 2 * i).Concat([1, 3, 5]), search.Nearest([1, 0], 23).Select(h => h.Row));
    }

    [Fact]
    public void Nearest_ScoresThatAreNoNumbers_AreLeftOut()
    {
        var vectors = new VectorSet(3, 2);
        vectors[0].Fill(float.NaN);
        vectors[1][0] = 1;
        vectors[2].Fill(float.NegativeInfinity);
        Assert.Equal(1, new ExactSearch(vectors).Nearest([1, 1], 3)[0].Row);
        Assert.DoesNotContain(new ExactSearch(vectors).Nearest([1, 1], 3), h => h.Row == 0);
    }

    [Fact]
    public void Nearest_NothingToSearch_IsEmpty() => Assert.Empty(new ExactSearch(new VectorSet(0, 4)).Nearest(new float[4], 5));

    [Fact]
    public void Normalise_Rows_HaveLengthOneOrStayZero()
    {
        var vectors = new VectorSet(2, 2);
        vectors[1][0] = 3;
        vectors[1][1] = -4;
        vectors.Normalise();
        Assert.Equal([0, 0], vectors[0].ToArray());
        Assert.Equal([0.6f, -0.8f], vectors[1].ToArray());
    }
}
