using UserRep.Contracts.TrainingSets;

namespace UserRep.SampleRanker.Heads;

/// <summary>What a head says of itself; lies beside its model.</summary>
/// <param name="Stamp">Of the training set: which encoder version, space and dimension the head takes, and the proof of it for version-router.</param>
/// <param name="Auc">On the users held out; null where they are all alike.</param>
internal sealed record HeadDescription(TrainingSetStamp Stamp, string Label, int TrainedRows, int HeldOutRows, double? Auc);
