namespace UserRep.Contracts.Plans;

public enum PlanKind
{
    /// <summary>A model's pin moves to another version.</summary>
    Migrate,

    /// <summary>A version is no longer encoded, and its vectors are removed.</summary>
    Retire,

    /// <summary>A share of a model's users is served from another version, to callers that take groups; or that ends.</summary>
    Canary,

    /// <summary>A model's reads are compared with those of another version, which is never served; or that ends.</summary>
    Shadow,

    /// <summary>A version is no longer encoded; models that accept it are served another version's vectors, mapped into its space.</summary>
    Adapt,
}
