namespace UserRep.Evaluator.Adapters;

/// <summary>The simpler of two maps is taken unless the other is better beyond chance, and by enough to be worth it.</summary>
internal static class KindChoice
{
    /// <summary>Of the simpler one's loss: less is not worth a map that is harder to understand.</summary>
    private const double LeastGain = 0.02;

    private const double StandardErrors = 2;

    /// <param name="simple">Losses by row.</param>
    /// <param name="other">The same rows.</param>
    /// <param name="persons">A person's rows are alike, so persons are what is counted.</param>
    public static bool IsBetter(float[] simple, float[] other, int[] persons)
    {
        var gains = new Dictionary<int, (double Sum, int Rows)>();
        for (var r = 0; r < persons.Length; r++)
        {
            var known = gains.GetValueOrDefault(persons[r]);
            gains[persons[r]] = (known.Sum + simple[r] - other[r], known.Rows + 1);
        }
        var means = gains.Values.Select(g => g.Sum / g.Rows).ToArray();
        if (means.Length < 2)
            return false;
        var mean = means.Average();
        var error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1) / means.Length);
        return mean > StandardErrors * error && mean > LeastGain * simple.Average(l => (double)l);
    }

    /// <returns>The place of the map to take.</returns>
    /// <param name="losses">By map, the simplest first.</param>
    public static int Of(IReadOnlyList<float[]> losses, int[] persons)
    {
        var taken = 0;
        for (var i = 1; i < losses.Count; i++)
        {
            if (IsBetter(losses[taken], losses[i], persons))
                taken = i;
        }
        return taken;
    }
}
