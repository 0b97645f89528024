namespace UserRep.Trainer;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014). Our own because System.Random promises no sequence across versions, and a
/// seed must name the same data set and the same weights for as long as anyone may quote it.
/// </summary>
internal sealed class StableRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for each (seed, stream), so that one listener's draws never shift another's.</summary>
    public StableRandom(ulong seed, ulong stream) : this(0) => Restart(seed, stream);

    public void Restart(ulong seed, ulong stream) => _state = Mix(seed ^ Mix(stream + 0x9E3779B97F4A7C15));

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1).</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusive"/>).</summary>
    public int Below(int exclusive) => (int)(((NextBits() >> 32) * (ulong)exclusive) >> 32);

    public bool Chance(double probability) => Next() < probability;

    public double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>Knuth's method; fit for small means only.</summary>
    public int Poisson(double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), Next(), 0);
        for (; product > limit; count++)
            product *= Next();
        return count;
    }

    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
