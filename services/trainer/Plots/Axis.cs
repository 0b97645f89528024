using System.Globalization;

namespace UserRep.Trainer.Plots;

/// <summary>Maps values to pixels, and knows round values to label.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _log;

    /// <param name="values">What must fit; on a log axis those above 0 count.</param>
    /// <param name="wantedTicks">About how many labels.</param>
    public Axis(IEnumerable<double> values, double from, double to, bool log, int wantedTicks, double margin)
    {
        (_from, _to, _log) = (from, to, log);
        var finite = values.Where(v => double.IsFinite(v) && (!log || v > 0)).Select(Scaled).ToArray();
        (_low, _high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        if (_high - _low <= 1e-12 * Math.Max(Math.Abs(_low), Math.Abs(_high)) || _high <= _low)
        {
            // One value alone stands in the middle.
            var half = Math.Max(Math.Abs(_low) / 2, 0.5);
            (_low, _high) = (_low - half, _high + half);
        }
        (_low, _high) = (_low - margin * (_high - _low), _high + margin * (_high - _low));
        Ticks = log ? LogTicks(wantedTicks) : LinearTicks(wantedTicks);
    }

    /// <summary>In values, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    public bool Shows(double value) => double.IsFinite(value) && (!_log || value > 0);

    public double At(double value) => _from + (Scaled(value) - _low) / (_high - _low) * (_to - _from);

    public static string Label(double value) => (Math.Abs(value) is 0 or >= 1e-3 and < 1e6)
        ? value.ToString("0.#####", CultureInfo.InvariantCulture)
        : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    private double Scaled(double value) => _log ? Math.Log10(value) : value;

    private List<double> LinearTicks(int wanted)
    {
        var rough = (_high - _low) / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var ticks = new List<double>();
        for (var number = Math.Ceiling(_low / step); number * step <= _high; number++)
            // Rounded to the step's own decimals: 0.30000000000000004 is no label. Plus 0, as -0 is none either.
            ticks.Add(Math.Round(number * step / power, 6) * power + 0.0);
        return ticks;
    }

    /// <summary>Powers of ten, and 2 and 5 between them where there are few.</summary>
    private List<double> LogTicks(int wanted)
    {
        double[] parts = _high - _low > wanted ? [1] : [1, 2, 5];
        var every = Math.Max(1, (int)Math.Ceiling((_high - _low) / Math.Max(1, wanted)));
        var ticks = new List<double>();
        for (var power = (int)Math.Floor(_low); power <= Math.Ceiling(_high); power += every)
            ticks.AddRange(parts.Select(p => p * Math.Pow(10, power)).Where(v => Math.Log10(v) >= _low && Math.Log10(v) <= _high));
        return ticks;
    }
}
