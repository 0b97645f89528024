using UserRep.Evaluator.Samples;

namespace UserRep.Evaluator.Metrics;

/// <summary>Who is near whom among rows of vectors. Most questions are asked of the same rows, so the search, dearer than all else about them, is done once per set of rows.</summary>
internal sealed class NearestRows(Matrix vectors, int k, int threads)
{
    private readonly List<(int[] Rows, int[][] Nearest)> _found = [];

    public int K => k;

    public int Threads => threads;

    public int Rows => vectors.Rows;

    /// <param name="rows">Ascending; the others are neither asked nor neighbours.</param>
    /// <returns>Per entry of <paramref name="rows"/>, the nearest others as places in it, nearest first.</returns>
    public int[][] Among(int[] rows)
    {
        foreach (var (known, nearest) in _found)
        {
            if (known.AsSpan().SequenceEqual(rows))
                return nearest;
        }
        _found.Add((rows, Neighbours.Of(vectors.Take(rows), k, threads)));
        return _found[^1].Nearest;
    }
}
