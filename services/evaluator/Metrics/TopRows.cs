namespace UserRep.Evaluator.Metrics;

/// <summary>The k best rows offered so far, best first. Few offers make it once it is full, so a sorted array beats a heap.</summary>
internal sealed class TopRows(int k)
{
    private readonly int[] _rows = new int[k];
    private readonly float[] _scores = new float[k];
    private int _count;

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    public void Offer(int row, float score)
    {
        if (_count == k && (k == 0 || !(score > _scores[k - 1])))
            return;
        var at = _count < k ? _count++ : k - 1;
        for (; at > 0 && _scores[at - 1] < score; at--)
            (_rows[at], _scores[at]) = (_rows[at - 1], _scores[at - 1]);
        (_rows[at], _scores[at]) = (row, score);
    }
}
