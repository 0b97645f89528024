namespace UserRep.Trainer.Training;

/// <summary>In the order in which they happen.</summary>
public enum TrainingPhase
{
    Reading,
    ItemVectors,
    Features,
    Fitting,
    Exporting,
}
