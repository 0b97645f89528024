using UserRep.VectorSearch;

namespace UserRep.Tests.Shared;

/// <summary>Vectors to search, the same for the same seed.</summary>
internal static class SyntheticVectors
{
    /// <summary>No structure at all, the hardest case: in every direction alike.</summary>
    public static VectorSet Even(int rows, int width, int seed) => Clustered(rows, width, seed, centres: 0, spread: 1);

    /// <summary>As users' vectors lie: many overlapping groups of unequal sizes, each with variations in a few directions of its own rather than in all.</summary>
    public static VectorSet Clustered(int rows, int width, int seed, int centres = 200, double spread = 0.7)
    {
        const int directions = 6;
        var random = new Random(seed);
        var means = Normal(centres * width);
        var bases = Normal(centres * directions * width);
        var vectors = new VectorSet(rows, width);
        for (var row = 0; row < rows; row++)
        {
            var own = vectors[row];
            // Squared, so that the first groups are many times as large as the last.
            var group = centres == 0 ? -1 : (int)(centres * Math.Pow(random.NextDouble(), 2));
            for (var i = 0; i < width; i++)
                own[i] = (float)(group < 0 ? Next() : means[group * width + i] + 0.1 * Next());
            for (var d = 0; group >= 0 && d < directions; d++)
            {
                var along = (float)(spread * Next());
                for (var i = 0; i < width; i++)
                    own[i] += along * bases[(group * directions + d) * width + i];
            }
        }
        vectors.Normalise();
        return vectors;

        float[] Normal(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)Next())];

        double Next() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>Share of the true nearest k of each query that a search finds.</summary>
    public static double Recall(IVectorSearch search, VectorSet vectors, VectorSet queries, int k)
    {
        var exact = new ExactSearch(vectors);
        var found = 0;
        for (var q = 0; q < queries.Rows; q++)
            found += search.Nearest(queries[q], k).Select(h => h.Row).Intersect(exact.Nearest(queries[q], k).Select(h => h.Row)).Count();
        return found / (double)(queries.Rows * Math.Min(k, vectors.Rows));
    }
}
