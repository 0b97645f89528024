namespace UserRep.VectorSearch;

/// <summary>
/// How many clusters to look into for a recall, and the recall that this gives. Both are measured against exact search: the number is chosen on
/// half of the queries, the recall is stated from the other half, so that it isn't flattered by the choice.
/// </summary>
internal sealed record Calibration(int Probes, double Recall)
{
    // Few and many: the recall stated is the lower of the two.
    private static readonly int[] s_depths = [10, 100];

    public static Calibration Of(VectorSet vectors, VectorSet queries, VectorSet centres, int[] cluster, IndexOptions options, CancellationToken ct)
    {
        if (centres.Rows == 0)
            return new Calibration(0, 1);
        // By query and depth, and number of clusters looked into: how many of the true nearest are among them.
        var found = new int[queries.Rows][][];
        var exact = new ExactSearch(vectors);
        Parallel.For(0, queries.Rows, new ParallelOptions { MaxDegreeOfParallelism = options.MaxThreads, CancellationToken = ct }, q =>
        {
            var (scores, order) = (new float[centres.Rows], new int[centres.Rows]);
            ClusteredIndex.Promise(centres, queries[q], scores, order);
            var place = new int[centres.Rows];
            for (var p = 0; p < order.Length; p++)
                place[order[p]] = p;
            // A query that is a row itself finds itself, which proves nothing.
            var nearest = exact.Nearest(queries[q], s_depths[^1] + 1).Where(h => !vectors[h.Row].SequenceEqual(queries[q])).ToArray();
            found[q] = [.. s_depths.Select(depth =>
            {
                var at = new int[centres.Rows];
                foreach (var hit in nearest.Take(depth))
                    at[place[cluster[hit.Row]]]++;
                return at;
            })];
        });
        var choosing = Enumerable.Range(0, queries.Rows).Where(q => q % 2 == 0).ToArray();
        var stating = Enumerable.Range(0, queries.Rows).Where(q => q % 2 == 1 || queries.Rows == 1).ToArray();
        var chosen = Recalls(found, choosing, centres.Rows);
        var stated = Recalls(found, stating, centres.Rows);
        var probes = 1;
        // Also by the half that states, or it could state less than was asked for.
        while (probes < centres.Rows && Math.Min(chosen[probes - 1], stated[probes - 1]) < options.TargetRecall)
            probes++;
        return new Calibration(probes, probes == centres.Rows ? 1 : stated[probes - 1]);
    }

    /// <returns>By number of clusters looked into, less one.</returns>
    private static double[] Recalls(int[][][] found, int[] queries, int clusters)
    {
        var recalls = Enumerable.Repeat(1.0, clusters).ToArray();
        for (var d = 0; d < s_depths.Length; d++)
        {
            var total = queries.Sum(q => (double)found[q][d].Sum());
            var sum = 0.0;
            for (var p = 0; p < clusters; p++)
            {
                foreach (var q in queries)
                    sum += found[q][d][p];
                recalls[p] = Math.Min(recalls[p], total > 0 ? sum / total : 1);
            }
        }
        return recalls;
    }
}
