namespace UserRep.Contracts.Versions;

/// <summary>Users with a vector in a version, against all known users.</summary>
/// <param name="AtOrAfter">Of those with a vector, the ones whose as_of day is at or after the day asked for.</param>
public sealed record VersionCoverage(long Users, long WithVector, long AtOrAfter)
{
    public double Share => Users == 0 ? 1 : (double)WithVector / Users;
}
