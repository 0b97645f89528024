namespace UserRep.Contracts.Plans;

public enum PlanKind
{
    /// <summary>A model's pin moves to another version.</summary>
    Migrate,

    /// <summary>A version is no longer encoded, and its vectors are removed.</summary>
    Retire,
}
