namespace UserRep.Trainer.Simulation;

/// <summary>Draws an index in proportion to its weight.</summary>
internal sealed class Choice
{
    private readonly double[] _cumulative;

    public Choice(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _cumulative = [.. weights.Select(w => sum += w)];
    }

    public int Count => _cumulative.Length;

    public int Draw(StableRandom random)
    {
        var index = Array.BinarySearch(_cumulative, random.Next() * _cumulative[^1]);
        // An exact hit belongs to the next interval; rounding at the very end must not leave the array.
        return Math.Min(index >= 0 ? index + 1 : ~index, _cumulative.Length - 1);
    }
}
