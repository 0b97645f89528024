namespace UserRep.Evaluator.Cost;

/// <summary>What models cost that share a representation, against models with features of their own.</summary>
/// <param name="Paths">The shared representation first.</param>
/// <param name="CuratedWidth">Values in a row of curated features.</param>
/// <param name="Assumptions">Everything that was not measured or counted.</param>
public sealed record CostResult(
    string Bundle,
    string BundleSha256,
    int Dimension,
    string Data,
    bool Simulated,
    string DataFingerprint,
    string Machine,
    DateTimeOffset At,
    Traffic Traffic,
    UnitCosts Units,
    int CuratedWidth,
    IReadOnlyList<PathCost> Paths,
    IReadOnlyList<int> Models,
    long PaperUsers,
    IReadOnlyList<string> Assumptions)
{
    /// <summary>Repeats this measurement; empty where the caller gave none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Data to paper: all costs are in proportion to users.</summary>
    public double PaperFactor => PaperUsers / (double)Traffic.Users;
}
