namespace UserRep.Evaluator.Methods;

/// <summary>Named numbers that a method is run with, e.g. <c>penalty</c> 0.01 or <c>leaves</c> 31: searched by --tune, committed, printed in the report.</summary>
internal sealed record MethodSettings(IReadOnlyDictionary<string, double> Values)
{
    public static MethodSettings None { get; } = new(new Dictionary<string, double>());

    public double this[string name] => Values[name];

    public override string ToString() => string.Join(' ', Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => FormattableString.Invariant($"{v.Key}={v.Value:G4}")));
}
