namespace UserRep.FeatureIngest.Walks;

/// <summary>Users a second over the last 30 to 60 seconds. Kept by the shard's host: after a restart it is measured anew.</summary>
internal sealed class WalkRate(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private (long At, long Users) _from = (clock.GetTimestamp(), 0);
    private (long At, long Users) _next = (clock.GetTimestamp(), 0);
    private long _users;

    /// <summary>Null until a second of it is measured.</summary>
    public double? UsersPerSecond => clock.GetElapsedTime(_from.At) is var elapsed && elapsed >= Least ? (_users - _from.Users) / elapsed.TotalSeconds : null;

    public void Add(int users)
    {
        _users += users;
        if (clock.GetElapsedTime(_next.At) >= Window)
            (_from, _next) = (_next, (clock.GetTimestamp(), _users));
    }
}
