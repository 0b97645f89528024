namespace UserRep.Tests.Shared;

/// <summary>How state stores that Dapr has treat ETags; a service may rely on neither.</summary>
public enum EtagBehaviour
{
    /// <summary>SQLite, PostgreSQL, in memory: a new opaque ETag with every write; on a missing key any ETag is a mismatch.</summary>
    Opaque,

    /// <summary>Redis: each key counts its writes and begins at 1 again after a deletion; a missing key takes any ETag; a last write takes no notice of one; one that is no number is an error of its own.</summary>
    Counting,
}
