using System.Buffers;
using System.Numerics.Tensors;

namespace UserRep.VectorSearch;

/// <summary>
/// An inverted file: rows are kept by the cluster they fall in, and a search looks only into the clusters that promise most. How many those
/// are is not configured but measured on the very rows when the index is built, so that the recall it states is its own (<see cref="Calibration"/>).
/// Immutable: a build shares nothing with the index that answers meanwhile.
/// </summary>
public sealed class ClusteredIndex : IVectorSearch
{
    private readonly VectorSet _centres;
    private readonly VectorSet _vectors;
    private readonly int[] _rows;
    private readonly int[] _starts;

    private ClusteredIndex(VectorSet centres, VectorSet vectors, int[] rows, int[] starts, Calibration calibration)
    {
        (_centres, _vectors, _rows, _starts) = (centres, vectors, rows, starts);
        (Probes, Recall) = (calibration.Probes, calibration.Recall);
    }

    public int Rows => _vectors.Rows;

    public int Width => _vectors.Width;

    public int Clusters => _centres.Rows;

    /// <summary>Clusters that a search looks into.</summary>
    public int Probes { get; }

    public double Recall { get; }

    /// <param name="vectors">Copied.</param>
    /// <param name="queries">Of the kind that will be asked: recall is measured on them.</param>
    public static ClusteredIndex Build(VectorSet vectors, VectorSet queries, IndexOptions options, CancellationToken ct = default)
    {
        // Looking for clusters and looking into them cost the same about here.
        var clusters = (int)Math.Sqrt(vectors.Rows);
        var centres = Clustering.Centres(vectors, clusters, options, ct);
        var cluster = Clustering.Assign(vectors, centres, options, ct);
        var starts = new int[clusters + 1];
        foreach (var c in cluster)
            starts[c + 1]++;
        for (var c = 0; c < clusters; c++)
            starts[c + 1] += starts[c];
        var next = starts[..^1];
        var rows = new int[vectors.Rows];
        for (var row = 0; row < rows.Length; row++)
            rows[next[cluster[row]]++] = row;
        return new ClusteredIndex(centres, vectors.Take(rows), rows, starts, Calibration.Of(vectors, queries, centres, cluster, options, ct));
    }

    public Hit[] Nearest(ReadOnlySpan<float> query, int k)
    {
        var scores = ArrayPool<float>.Shared.Rent(Clusters);
        var order = ArrayPool<int>.Shared.Rent(Clusters);
        Promise(_centres, query, scores.AsSpan(0, Clusters), order.AsSpan(0, Clusters));
        var best = new BestHits(k);
        for (var p = 0; p < Probes; p++)
        {
            for (var at = _starts[order[p]]; at < _starts[order[p] + 1]; at++)
                best.Offer(_rows[at], TensorPrimitives.Dot<float>(query, _vectors[at]));
        }
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(order);
        return best.Take();
    }

    /// <summary>Clusters by what their members score on average, the best first: a mean's dot product is the mean dot product.</summary>
    internal static void Promise(VectorSet centres, ReadOnlySpan<float> query, Span<float> scores, Span<int> order)
    {
        for (var c = 0; c < centres.Rows; c++)
            (scores[c], order[c]) = (-TensorPrimitives.Dot<float>(query, centres[c]), c);
        scores.Sort(order);
    }
}
