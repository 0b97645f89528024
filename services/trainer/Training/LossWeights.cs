namespace UserRep.Trainer.Training;

/// <summary>
/// A block's weight in the loss, shared evenly by its features: a wide block doesn't drown a narrow one. Each 0 to 100.
/// Defaults put behaviour first, since that is what downstream models ask of a vector.
/// </summary>
public sealed record LossWeights(double Window = 1, double Onboarding = 0.5, double Attribute = 1, double Counts = 1, double Flags = 0.1, double Rhythm = 0.5, double Timing = 0.3);
