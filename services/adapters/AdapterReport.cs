namespace UserRep.Adapters;

/// <summary>How an adapter was found, and what is lost by it. Whoever is held out had no say in any of it.</summary>
/// <param name="DataFingerprint">Of all events read.</param>
/// <param name="Loss">What kinds were compared by: <c>1 - cosine</c> or <c>squared error</c>.</param>
/// <param name="ChoosingRows">Vectors of persons that only chose: rank, penalty, when to stop, and the kind.</param>
/// <param name="Candidates">Each kind that was tried, the simplest first.</param>
/// <param name="Notes">What a reader must know to believe the numbers.</param>
public sealed record AdapterReport(
    string Data,
    string DataFingerprint,
    int Seed,
    int FitRows,
    int FitPersons,
    int ChoosingRows,
    int HeldOutRows,
    int HeldOutPersons,
    string Loss,
    IReadOnlyList<AdapterCandidate> Candidates,
    IReadOnlyList<string> Notes)
{
    /// <summary>What is known of the kind that was taken.</summary>
    public AdapterCandidate? Of(AdapterKind kind) => Candidates.FirstOrDefault(c => c.Kind == kind);
}
