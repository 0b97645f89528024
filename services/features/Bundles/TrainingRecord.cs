namespace UserRep.Features.Bundles;

/// <summary>Where a bundle comes from.</summary>
/// <param name="CutOff">No event at or after this instant was used.</param>
/// <param name="DataFingerprint">Hash of the events it was trained on.</param>
/// <param name="Parent">The version it was warm-started from, if any.</param>
public sealed record TrainingRecord(
    DateTimeOffset CutOff,
    string DataFingerprint,
    bool Simulated,
    int Seed,
    long Events,
    int Users,
    int Items,
    double ValidationLoss,
    string? Parent = null);
