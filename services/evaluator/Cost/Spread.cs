namespace UserRep.Evaluator.Cost;

/// <summary>Of repeated measurements.</summary>
public sealed record Spread(double Median, double Low, double High)
{
    internal static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}
