using System.Globalization;
using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Reports;

/// <summary>How numbers are written for people. Three decimals: the intervals of these tasks are wider than a thousandth.</summary>
internal static class Numbers
{
    // U+2212 is as wide as a plus. A number that rounds to 0 has no sign.
    private const string Plain = "0.000;\u22120.000;0.000";
    private const string Signed = "+0.000;\u22120.000;0.000";

    public static string Value(double value) => value.ToString(Plain, CultureInfo.InvariantCulture);

    public static string Difference(double value) => value.ToString(Signed, CultureInfo.InvariantCulture);

    public static string Range(Interval interval) => $"{Value(interval.Low)} to {Value(interval.High)}";

    public static string DifferenceRange(Interval interval) => $"{Difference(interval.Low)} to {Difference(interval.High)}";

    public static string Percent(double share) => (share * 100).ToString("0.0;\u22120.0;0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>e.g. <c>4 min 05 s</c>.</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalHours >= 1 ? FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes:00} min")
            : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds:00} s")
            : FormattableString.Invariant($"{seconds:0.0} s");
    }
}
