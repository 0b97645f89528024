using UserRep.Contracts.DeadLetters;

namespace UserRep.Contracts.Users;

/// <summary>
/// What became of the messages published: each is told by its CloudEvent source and id (one without an id by its bytes; a replay by its number
/// too) and is counted once, however often it is delivered. So accepted + duplicate + late + refused + erased is their number.
/// </summary>
/// <param name="Duplicate">Messages of their own whose event, by its eventId, is known already.</param>
/// <param name="Refused">By reason; each of them is among the dead letters.</param>
/// <param name="Erased">Older than the erasure of their user: dropped.</param>
/// <param name="Overflowed">Of the accepted: those not kept because their user's history is at its bound.</param>
/// <param name="Owed">Users whose newest history has not been emitted yet.</param>
/// <param name="Redelivered">Deliveries of messages that had been counted before: by the broker, or by a source that published one CloudEvent twice. Not part of the sum.</param>
public sealed record IngestStats(
    long Users, long Accepted, long Duplicate, long Late, long RefusedTotal, IReadOnlyDictionary<string, long> Refused, long Erased, long Overflowed, long Owed, long Redelivered, DeadLetterCounts DeadLetters)
{
    public long Total => Accepted + Duplicate + Late + RefusedTotal + Erased;
}
