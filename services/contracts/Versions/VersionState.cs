namespace UserRep.Contracts.Versions;

/// <summary>Lifecycle of an encoder version.</summary>
public enum VersionState
{
    Registered,
    Backfilling,
    Ready,
    Serving,
    Draining,
    Retired,
}
