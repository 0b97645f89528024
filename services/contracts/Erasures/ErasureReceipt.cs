namespace UserRep.Contracts.Erasures;

/// <summary>How an erasure stands.</summary>
/// <param name="UserId">Null once it is complete: then only the hash is kept.</param>
/// <param name="UserHash">SHA-256 of the user id in UTF-8, hex.</param>
/// <param name="ErasedAt">When the history went: what was published up to then is refused. Null before that.</param>
/// <param name="RefusedUntil">Up to when that is so.</param>
/// <param name="CompletedAt">Null until every owner has confirmed and the times of caches have passed.</param>
/// <param name="OutOfReach">What an erasure can't remove.</param>
public sealed record ErasureReceipt(
    string Id, ErasureState State, string? UserId, string UserHash, DateTimeOffset RequestedAt, string RequestedBy, DateTimeOffset? ErasedAt, DateTimeOffset? RefusedUntil,
    DateTimeOffset? CompletedAt, IReadOnlyList<OwnerErasure> Owners, IReadOnlyList<string> OutOfReach);

/// <param name="Owner">One of <see cref="ErasureOwners"/>.</param>
/// <param name="ConfirmedAt">Null until it has confirmed.</param>
/// <param name="Removed">By kind, how much; for embeddings the kinds are encoder versions.</param>
/// <param name="Waiting">What it waits for; null once it has confirmed.</param>
public sealed record OwnerErasure(string Owner, DateTimeOffset? ConfirmedAt, IReadOnlyDictionary<string, long> Removed, string? Waiting);
