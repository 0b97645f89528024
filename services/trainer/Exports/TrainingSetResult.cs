using UserRep.Contracts.TrainingSets;
using UserRep.Trainer.EventFiles;

namespace UserRep.Trainer.Exports;

/// <summary>What was exported, or the reasons why nothing was.</summary>
/// <param name="Labels">Label rows taken, and those left out with their reasons.</param>
/// <param name="BeforeCutOff">Rows of instants before the bundle's training cut-off: the encoder has learnt from events that came after them.</param>
public sealed record TrainingSetResult(TrainingSetStamp? Stamp, IReadOnlyList<string> Faults, ReadReport Labels, long BeforeCutOff = 0)
{
    public bool Succeeded => Stamp is not null;
}
