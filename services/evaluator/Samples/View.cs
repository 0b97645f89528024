namespace UserRep.Evaluator.Samples;

/// <summary>A population as a representation is shown it.</summary>
/// <param name="StaleDays">The vector is this many days older than the question.</param>
/// <param name="HideProfile">Attributes are not shown: for probes, which would otherwise read them off the input.</param>
internal sealed record View(Population Population, int StaleDays = 0, bool HideProfile = false);
