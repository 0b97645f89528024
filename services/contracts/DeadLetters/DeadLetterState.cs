namespace UserRep.Contracts.DeadLetters;

/// <summary>What has become of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>Nobody has replayed it.</summary>
    Waiting,

    /// <summary>Published again; ingest has not come to it yet.</summary>
    Replaying,

    /// <summary>Published again and taken: accepted, or a duplicate of what is known already.</summary>
    Replayed,

    /// <summary>Published again, well-formed, and older than the longest window: dropped and counted as late.</summary>
    Late,

    /// <summary>Published again and refused again; the reason is the new one.</summary>
    RefusedAgain,
}
