namespace UserRep.Trainer.Metrics;

/// <summary>Area under the ROC curve, ties counted half, with a weight per row so that a bootstrap costs one pass.</summary>
internal sealed class Auc
{
    private readonly int[] _order;
    private readonly float[] _scores;
    private readonly bool[] _positive;

    public Auc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        _order = [.. Enumerable.Range(0, scores.Length)];
        var keys = scores.ToArray();
        Array.Sort(keys, _order);
        (_scores, _positive) = (keys, new bool[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
            _positive[i] = positive[_order[i]];
    }

    /// <param name="weights">By the row's original place; empty for 1 each.</param>
    /// <returns>NaN if there are no positives or no negatives.</returns>
    public double Of(ReadOnlySpan<float> weights)
    {
        double below = 0, wins = 0, positives = 0;
        for (var i = 0; i < _scores.Length;)
        {
            double tiedPositive = 0, tiedNegative = 0;
            var score = _scores[i];
            for (; i < _scores.Length && _scores[i] == score; i++)
            {
                var weight = weights.IsEmpty ? 1 : weights[_order[i]];
                if (_positive[i])
                    tiedPositive += weight;
                else
                    tiedNegative += weight;
            }
            wins += tiedPositive * (below + tiedNegative / 2);
            positives += tiedPositive;
            below += tiedNegative;
        }
        return wins / (positives * below);
    }
}
