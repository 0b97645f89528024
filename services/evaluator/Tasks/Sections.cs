namespace UserRep.Evaluator.Tasks;

internal static class Sections
{
    public const string Future = "future";
    public const string Probes = "probes";
    public const string ColdStart = "cold start";
    public const string Neighbourhoods = "neighbourhoods";
}
