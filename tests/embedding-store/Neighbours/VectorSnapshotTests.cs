using System.Runtime.InteropServices;
using UserRep.EmbeddingStore.Neighbours;

namespace UserRep.EmbeddingStore.Tests.Neighbours;

public class VectorSnapshotTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(100)]
    public void Nearest_AnyK_EqualsBruteForce(int k)
    {
        var random = new Random(7);
        var vectors = Enumerable.Range(0, 60).ToDictionary(i => $"u{i}", _ => Enumerable.Range(0, 9).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray());
        var snapshot = Snapshot(vectors);
        foreach (var (user, own) in vectors)
        {
            var expected = vectors.Where(v => v.Key != user).Select(v => (v.Key, Similarity: Cosine(own, v.Value))).OrderByDescending(v => v.Similarity).Take(k).ToArray();
            var found = snapshot.Nearest(user, k)!;
            Assert.Equal(expected.Select(e => e.Key), found.Select(f => f.UserId));
            Assert.All(expected.Zip(found), p => Assert.Equal(p.First.Similarity, p.Second.Similarity, 1e-5));
        }
    }

    [Fact]
    public void Nearest_LengthOfVectors_DoesNotMatter()
    {
        var snapshot = Snapshot(new() { ["self"] = [1, 0], ["same"] = [1000, 0], ["near"] = [1, 0.1f], ["opposite"] = [-5, 0] });
        var found = snapshot.Nearest("self", 3)!;
        Assert.Equal(["same", "near", "opposite"], found.Select(n => n.UserId));
        Assert.Equal(-1, found[^1].Similarity, 1e-6);
    }

    [Fact]
    public void Nearest_AVectorOfZeros_IsSimilarToNobody()
    {
        var snapshot = Snapshot(new() { ["zero"] = [0, 0], ["one"] = [1, 0] });
        Assert.Equal(0, Assert.Single(snapshot.Nearest("zero", 5)!).Similarity);
        Assert.Equal(0, Assert.Single(snapshot.Nearest("one", 5)!).Similarity);
    }

    [Fact]
    public void Nearest_UnknownOrOnlyUser_IsNullOrEmpty()
    {
        var snapshot = Snapshot(new() { ["only"] = [1, 2] });
        Assert.Null(snapshot.Nearest("other", 3));
        Assert.Empty(snapshot.Nearest("only", 3)!);
        Assert.Null(new VectorSnapshot().Nearest("only", 3));
    }

    private static VectorSnapshot Snapshot(Dictionary<string, float[]> vectors)
    {
        var snapshot = new VectorSnapshot();
        foreach (var (user, vector) in vectors)
            snapshot.Add(user, MemoryMarshal.AsBytes(vector.AsSpan()));
        return snapshot;
    }

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, lengthA = 0, lengthB = 0;
        for (var i = 0; i < a.Length; i++)
            (dot, lengthA, lengthB) = (dot + (double)a[i] * b[i], lengthA + (double)a[i] * a[i], lengthB + (double)b[i] * b[i]);
        return dot / Math.Sqrt(lengthA * lengthB);
    }
}
