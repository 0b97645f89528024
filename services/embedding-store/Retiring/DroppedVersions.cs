namespace UserRep.EmbeddingStore.Retiring;

/// <summary>The versions that shall have no vectors here, as this replica last heard: retired ones, and those that are served through an adapter, which may come back.</summary>
internal sealed class DroppedVersions(TimeProvider clock)
{
    /// <summary>The design's bound. A version that comes back is filled twice as long after, so nothing that is refused by what was read less than this ago is missed.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(1);

    private volatile HashSet<string>? _names;
    private long _readAt;

    /// <summary>False while version-router can't be reached: then a version named here may have come back.</summary>
    public bool IsFresh => _names is not null && clock.GetElapsedTime(Volatile.Read(ref _readAt)) < s_bound;

    public IReadOnlyCollection<string> Names => _names ?? [];

    public bool Contains(string version) => _names?.Contains(version) ?? false;

    /// <summary>Whether its vectors may be refused or removed for good.</summary>
    public bool IsSurely(string version) => Contains(version) && IsFresh;

    /// <param name="askedAt">When version-router was asked: a timestamp of the clock.</param>
    public void Set(IEnumerable<string> names, long askedAt)
    {
        _names = [.. names];
        Volatile.Write(ref _readAt, askedAt);
    }
}
