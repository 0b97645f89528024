namespace UserRep.Features.Bundles;

/// <summary>Where a bundle comes from.</summary>
/// <param name="CutOff">No event at or after this instant was used.</param>
/// <param name="DataFingerprint">Hash of the events it was trained on.</param>
/// <param name="LastEvent">The last event used: with a cut-off long after it, the vectors speak of users who long did nothing.</param>
/// <param name="InteractionsWithoutVector">Interactions with items that have no vector in any modality: they count as activity but pool to nothing.</param>
/// <param name="RefusedEvents">Events left out because a value in them is beyond what ingest accepts.</param>
/// <param name="Parent">The version it was warm-started from, if any.</param>
/// <param name="LeftOutShare">Share of persons, by hash, of whom no event was used; all figures here are of the events that were.</param>
public sealed record TrainingRecord(
    DateTimeOffset CutOff,
    string DataFingerprint,
    bool Simulated,
    int Seed,
    long Events,
    int Users,
    int Items,
    double ValidationLoss,
    string? Parent = null,
    DateTimeOffset? LastEvent = null,
    long InteractionsWithoutVector = 0,
    long RefusedEvents = 0,
    double LeftOutShare = 0);
