namespace UserRep.Evaluator.Metrics;

/// <summary>
/// Whether a sample's nearest others by cosine are of its kind: normalised discounted cumulative gain at k, gain = relevance,
/// discount = 1 / log2(rank + 1). The ideal ranking is over all others in the set, so 1 means no other ranking of them were better.
/// </summary>
internal static class Ndcg
{
    /// <summary>Relevance is 1 for the same class, else 0.</summary>
    /// <param name="classes">By row; -1 leaves a row out, as asked and as neighbour.</param>
    /// <returns>By row, 0 to 1; NaN for a row left out or without another of its class: the question doesn't arise there.</returns>
    public static float[] PerSample(NearestRows vectors, int[] classes)
    {
        var sizes = classes.Where(c => c >= 0).CountBy(c => c).ToDictionary();
        return PerSample(vectors, r => classes[r] >= 0, (a, b) => classes[a] == classes[b] ? 1 : 0, a => IdealGain(Math.Min(vectors.K, sizes[classes[a]] - 1)));
    }

    /// <summary>Relevance is the Jaccard overlap of two rows' picks.</summary>
    /// <param name="picks">By row, distinct and ascending; an empty one leaves the row out.</param>
    /// <returns>As for classes; NaN also for a row that shares nothing with any other.</returns>
    public static float[] PerSample(NearestRows vectors, int[][] picks)
    {
        var asked = Enumerable.Range(0, picks.Length).Where(r => picks[r].Length > 0).ToArray();
        return PerSample(vectors, r => picks[r].Length > 0, (a, b) => Jaccard(picks[a], picks[b]), Ideal);

        double Ideal(int row)
        {
            var best = new double[asked.Length];
            for (var i = 0; i < asked.Length; i++)
                best[i] = asked[i] == row ? 0 : Jaccard(picks[row], picks[asked[i]]);
            Array.Sort(best);
            var gain = 0.0;
            for (var rank = 0; rank < Math.Min(vectors.K, best.Length); rank++)
                gain += best[^(rank + 1)] * Discount(rank);
            return gain;
        }
    }

    /// <summary>Whether any row has a value, whatever the vectors: another is of its class.</summary>
    public static bool Arises(int[] classes) => classes.Where(c => c >= 0).CountBy(c => c).Any(c => c.Value > 1);

    /// <summary>As for classes: another shares a pick.</summary>
    public static bool Arises(int[][] picks) => picks.SelectMany(p => p).CountBy(p => p).Any(p => p.Value > 1);

    private static float[] PerSample(NearestRows vectors, Predicate<int> isAsked, Func<int, int, double> relevance, Func<int, double> idealGain)
    {
        var values = new float[vectors.Rows];
        Array.Fill(values, float.NaN);
        var rows = Enumerable.Range(0, vectors.Rows).Where(r => isAsked(r)).ToArray();
        var nearest = vectors.Among(rows);
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = vectors.Threads }, at =>
        {
            var ideal = idealGain(rows[at]);
            if (!(ideal > 0))
                return;
            var gain = 0.0;
            for (var rank = 0; rank < nearest[at].Length; rank++)
                gain += relevance(rows[at], rows[nearest[at][rank]]) * Discount(rank);
            values[rows[at]] = (float)(gain / ideal);
        });
        return values;
    }

    private static double IdealGain(int relevant)
    {
        var gain = 0.0;
        for (var rank = 0; rank < relevant; rank++)
            gain += Discount(rank);
        return gain;
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static double Jaccard(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
                shared++;
            var (left, right) = (a[i], b[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        return (double)shared / (a.Length + b.Length - shared);
    }
}
