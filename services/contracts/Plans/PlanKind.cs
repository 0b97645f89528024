namespace UserRep.Contracts.Plans;

public enum PlanKind
{
    /// <summary>A model's pin moves to another version.</summary>
    Migrate,

    /// <summary>A version is no longer encoded, and its vectors are removed.</summary>
    Retire,

    /// <summary>A version is no longer encoded; models that accept it are served another version's vectors, mapped into its space.</summary>
    Adapt,
}
