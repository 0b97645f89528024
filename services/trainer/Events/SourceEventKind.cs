namespace UserRep.Trainer.Events;

public enum SourceEventKind : byte
{
    Interaction,
    Onboarding,
    Profile,
}
