using System.Globalization;

namespace UserRep.Benchmarks.Load;

internal static class Report
{
    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <param name="milliseconds">Sorted by this call.</param>
    public static string Quantiles(List<double> milliseconds)
    {
        milliseconds.Sort();
        return milliseconds.Count == 0 ? "nothing measured"
            : string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):N0} ms, p95 {At(0.95):N0} ms, p99 {At(0.99):N0} ms, worst {milliseconds[^1]:N0} ms, of {milliseconds.Count:N0}");

        double At(double quantile) => milliseconds[Math.Max(0, (int)Math.Ceiling(quantile * milliseconds.Count) - 1)];
    }
}
