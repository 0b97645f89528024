namespace UserRep.Trainer.Training;

/// <summary>A part of the encoder's input that an ablation takes away.</summary>
public enum InputPart
{
    /// <summary>Pooled vectors of onboarding picks.</summary>
    Onboarding,

    /// <summary>All pooled item vectors, of windows and of onboarding picks: counts and rhythm stay.</summary>
    Items,

    /// <summary>Static attributes; and tenure, where profiles say when users signed up.</summary>
    Attributes,
}
