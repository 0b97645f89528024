using System.Numerics.Tensors;

namespace UserRep.VectorSearch;

/// <summary>k-means by Lloyd's iterations on a sample: what is found need not be the best division, since the index measures what it is worth.</summary>
internal static class Clustering
{
    private const int Iterations = 8;

    // A centre is a mean of so many sampled rows; more make it no truer that shows in recall.
    private const int SampledPerCentre = 64;

    public static VectorSet Centres(VectorSet vectors, int count, IndexOptions options, CancellationToken ct)
    {
        var random = new Random(options.Seed);
        var rows = Enumerable.Range(0, vectors.Rows).ToArray();
        random.Shuffle(rows);
        var sample = vectors.Take(rows.AsSpan(0, Math.Min(rows.Length, count * SampledPerCentre)));
        var centres = vectors.Take(rows.AsSpan(0, count));
        for (var i = 0; i < Iterations; i++)
        {
            var nearest = Assign(sample, centres, options, ct);
            var members = new int[count];
            for (var row = 0; row < sample.Rows; row++)
                members[nearest[row]]++;
            for (var c = 0; c < count; c++)
            {
                // One that has lost all its members stays where it is.
                if (members[c] > 0)
                    centres[c].Clear();
            }
            for (var row = 0; row < sample.Rows; row++)
                TensorPrimitives.Add(centres[nearest[row]], sample[row], centres[nearest[row]]);
            for (var c = 0; c < count; c++)
            {
                if (members[c] > 0)
                    TensorPrimitives.Divide(centres[c], members[c], centres[c]);
            }
        }
        return centres;
    }

    /// <returns>By row, the centre at the least distance; of equal ones the first.</returns>
    public static int[] Assign(VectorSet vectors, VectorSet centres, IndexOptions options, CancellationToken ct)
    {
        // |x - c|² is least where x·c - |c|²/2 is greatest.
        var halves = new float[centres.Rows];
        for (var c = 0; c < halves.Length; c++)
            halves[c] = TensorPrimitives.SumOfSquares<float>(centres[c]) / 2;
        var nearest = new int[vectors.Rows];
        Parallel.For(0, vectors.Rows, new ParallelOptions { MaxDegreeOfParallelism = options.MaxThreads, CancellationToken = ct }, row =>
        {
            var (best, bestScore) = (0, float.NegativeInfinity);
            for (var c = 0; c < halves.Length; c++)
            {
                var score = TensorPrimitives.Dot<float>(vectors[row], centres[c]) - halves[c];
                if (score > bestScore)
                    (best, bestScore) = (c, score);
            }
            nearest[row] = best;
        });
        return nearest;
    }
}
