using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Versions;

/// <summary>The versions this replica encodes for, swapped whole.</summary>
internal sealed class LiveVersions(TimeProvider clock)
{
    /// <summary>The design's bound: what is read here less than this ago is what version-router says.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private volatile LiveVersionSet? _current;
    private long _readAt;

    /// <summary>Null until version-router has been read once.</summary>
    public LiveVersionSet? Current { get => _current; set => _current = value; }

    /// <summary>False while version-router can't be reached: then what isn't known here may exist all the same.</summary>
    public bool IsFresh => _current is not null && clock.GetElapsedTime(Volatile.Read(ref _readAt)) < Bound;

    /// <summary>Since version-router was last read; null: never.</summary>
    public TimeSpan? Age => _current is null ? null : clock.GetElapsedTime(Volatile.Read(ref _readAt));

    public void OnRead() => Volatile.Write(ref _readAt, clock.GetTimestamp());
}

/// <param name="Loaded">Encoded for.</param>
/// <param name="Missing">Versions that should be here but could not be loaded; their users must not be acknowledged.</param>
/// <param name="Awaited">Registered versions, which may become live.</param>
/// <param name="ItemsOnly">Adapted versions: no user is encoded for them, and what they have of items goes on being asked for. One that can't be loaded is left out, and holds nobody's events up.</param>
internal sealed record LiveVersionSet(long Epoch, IReadOnlyList<LoadedVersion> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Awaited, IReadOnlyList<LoadedVersion> ItemsOnly)
{
    public IReadOnlyList<LoadedVersion> All { get; } = [.. Loaded, .. ItemsOnly];

    /// <summary>Among those encoded for.</summary>
    public LoadedVersion? Find(string name) => Loaded.FirstOrDefault(v => v.Name == name);
}
