namespace UserRep.Contracts.Shadows;

/// <summary>Reads and users compared with a shadow; figures of replicas add up.</summary>
/// <param name="Reads">Groups of users compared.</param>
/// <param name="Dropped">Not compared because the queue was full: nothing waits for a shadow.</param>
/// <param name="Failed">Not compared because the shadow's vectors could not be read.</param>
/// <param name="Mismatched">Not compared because what was read was of another version or space.</param>
/// <param name="Both">Users with a vector in the version served and in the shadow.</param>
/// <param name="OnlyServed">Users that the shadow has no vector of, or one outside the maximum age asked for.</param>
/// <param name="OnlyShadow">Users that only the shadow has one of.</param>
/// <param name="Older">Of both: the shadow's vector speaks for an earlier moment.</param>
/// <param name="Newer">Of both: it speaks for a later one.</param>
/// <param name="SecondsOlder">By how much the older ones are, in all.</param>
/// <param name="SecondsNewer">By how much the newer ones are, in all.</param>
/// <param name="MaxSecondsOlder">By how much the oldest is.</param>
public sealed record ShadowCounts(
    long Reads = 0,
    long Dropped = 0,
    long Failed = 0,
    long Mismatched = 0,
    long Both = 0,
    long OnlyServed = 0,
    long OnlyShadow = 0,
    long Neither = 0,
    long Older = 0,
    long Newer = 0,
    double SecondsOlder = 0,
    double SecondsNewer = 0,
    double MaxSecondsOlder = 0)
{
    public long Users => Both + OnlyServed + OnlyShadow + Neither;

    public static ShadowCounts operator +(ShadowCounts a, ShadowCounts b) => new(
        a.Reads + b.Reads, a.Dropped + b.Dropped, a.Failed + b.Failed, a.Mismatched + b.Mismatched, a.Both + b.Both, a.OnlyServed + b.OnlyServed, a.OnlyShadow + b.OnlyShadow,
        a.Neither + b.Neither, a.Older + b.Older, a.Newer + b.Newer, a.SecondsOlder + b.SecondsOlder, a.SecondsNewer + b.SecondsNewer, Math.Max(a.MaxSecondsOlder, b.MaxSecondsOlder));
}
