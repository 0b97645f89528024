namespace UserRep.Trainer.Training;

/// <summary>Where a training run stands.</summary>
/// <param name="Fraction">Of this phase, 0 to 1.</param>
/// <param name="Loss">Held-out loss, once there is one.</param>
/// <param name="Remaining">Of this phase, at the pace so far; null while it can't be told.</param>
public sealed record TrainingProgress(TrainingPhase Phase, double Fraction, string Message, double? Loss = null, TimeSpan? Remaining = null);
