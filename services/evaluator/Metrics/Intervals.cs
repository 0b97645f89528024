using UserRep.Evaluator.Results;

namespace UserRep.Evaluator.Metrics;

internal static class Intervals
{
    /// <param name="values">First the value itself, then one per draw; draws that have no value are left out.</param>
    public static Interval Of(IReadOnlyList<double> values)
    {
        var draws = values.Skip(1).Where(double.IsFinite).Order().ToArray();
        return draws.Length == 0 ? new Interval(values[0], values[0], values[0]) : new Interval(values[0], Quantile(draws, 0.025), Quantile(draws, 0.975));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }
}
