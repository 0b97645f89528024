namespace UserRep.FeatureIngest.Shards;

/// <summary>Events a second over the last minute, in memory: a shard that changes its host begins anew. For one turn at a time.</summary>
internal sealed class RecentEvents(TimeProvider clock)
{
    private const int Slots = 12;
    private static readonly TimeSpan SlotTime = TimeSpan.FromSeconds(5);

    private readonly long[] _counts = new long[Slots];
    private readonly long _begun = clock.GetTimestamp();
    private long _slot;

    public void Add(int events)
    {
        Advance();
        _counts[_slot % Slots] += events;
    }

    public double PerSecond()
    {
        Advance();
        // The slot that is being filled counts for the time it has had. Never less than a second, or the first event of all would be a flood.
        var covered = clock.GetElapsedTime(_begun).TotalSeconds - Math.Max(0, _slot - Slots + 1) * SlotTime.TotalSeconds;
        return _counts.Sum() / Math.Max(1, covered);
    }

    private void Advance()
    {
        var now = clock.GetElapsedTime(_begun).Ticks / SlotTime.Ticks;
        for (var next = Math.Max(_slot + 1, now - Slots + 1); next <= now; next++)
            _counts[next % Slots] = 0;
        _slot = now;
    }
}
