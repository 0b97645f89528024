namespace UserRep.Contracts.Versions;

/// <summary>Lifecycle of an encoder version.</summary>
public enum VersionState
{
    Registered,
    Backfilling,
    Ready,
    Serving,
    Draining,

    /// <summary>No longer encoded, and without vectors of its own: models that accept it are served another version's, mapped into its space.</summary>
    Adapted,
    Retired,
}
