namespace UserRep.Contracts.Users;

/// <summary>What became of the events published: accepted + duplicate + late + refused is their number.</summary>
/// <param name="Refused">By reason; each of them is in user-events-dead.</param>
/// <param name="Overflowed">Accepted, but on a day that fell off the bound of its user's history.</param>
/// <param name="Owed">Users whose newest history has not been emitted yet.</param>
public sealed record IngestStats(long Users, long Accepted, long Duplicate, long Late, long RefusedTotal, IReadOnlyDictionary<string, long> Refused, long Overflowed, long Owed)
{
    public long Total => Accepted + Duplicate + Late + RefusedTotal;
}
