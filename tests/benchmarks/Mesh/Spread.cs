using System.Globalization;

namespace UserRep.Benchmarks.Mesh;

/// <summary>Median, and the least and most, of the rounds.</summary>
internal static class Spread
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Of(IEnumerable<double> values, string format = "N0")
    {
        var all = values.ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{Text(Median(all))} [{Text(all.Min())}-{Text(all.Max())}]");

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
