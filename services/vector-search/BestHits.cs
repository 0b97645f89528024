namespace UserRep.VectorSearch;

/// <summary>The best k seen so far. Of equal scores the lower row is better, so that the same search always gives the same answer.</summary>
internal sealed class BestHits(int k)
{
    private static readonly Comparer<Hit> s_worstFirst = Comparer<Hit>.Create((a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Row.CompareTo(a.Row));

    // The worst of the best k is on top, so each further row costs one comparison.
    private readonly PriorityQueue<int, Hit> _best = new(k + 1, s_worstFirst);
    private Hit _worst = new(int.MaxValue, float.NegativeInfinity);

    public void Offer(int row, float score)
    {
        // A score that is not a number is nobody's neighbour.
        if (score < _worst.Score || float.IsNaN(score))
            return;
        var hit = new Hit(row, score);
        if (_best.Count < k)
            _best.Enqueue(row, hit);
        else if (s_worstFirst.Compare(hit, _worst) > 0)
            _best.DequeueEnqueue(row, hit);
        if (_best.Count == k)
            _best.TryPeek(out _, out _worst);
    }

    /// <summary>Best first; empties it.</summary>
    public Hit[] Take()
    {
        var hits = new Hit[_best.Count];
        for (var i = hits.Length - 1; _best.TryDequeue(out _, out var hit); i--)
            hits[i] = hit;
        return hits;
    }
}
