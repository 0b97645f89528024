namespace UserRep.Contracts.Versions;

/// <summary>Users with a vector in a version, against all known users.</summary>
/// <param name="AtOrAfter">Of those with a vector, the ones whose as_of day is at or after the day asked for.</param>
/// <param name="AsOf">Null where there is no vector.</param>
/// <param name="Bytes">Of all its values and keys in the state store, scaled up from a page of each shard.</param>
public sealed record VersionCoverage(long Users, long WithVector, long AtOrAfter, AsOfQuantiles? AsOf = null, long Bytes = 0)
{
    public double Share => Users == 0 ? 1 : (double)WithVector / Users;

    public long Lacking => Math.Max(0, Users - WithVector);
}
