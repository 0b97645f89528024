namespace UserRep.Trainer.Training;

/// <summary>What to do with the checkpoint of an earlier run of the same version that didn't end.</summary>
public enum Resume
{
    /// <summary>Go on from it if options, events, cut-off and parent are the same, else discard it; either is said.</summary>
    IfItFits,

    /// <summary>Go on from it, or fail and say what differs.</summary>
    Required,

    /// <summary>Discard it.</summary>
    Never,
}
