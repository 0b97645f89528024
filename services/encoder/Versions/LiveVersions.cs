using UserRep.Encoder.Sessions;

namespace UserRep.Encoder.Versions;

/// <summary>The versions this replica encodes for, swapped whole.</summary>
internal sealed class LiveVersions
{
    private volatile LiveVersionSet? _current;

    /// <summary>Null until version-router has been read once.</summary>
    public LiveVersionSet? Current { get => _current; set => _current = value; }
}

/// <param name="Missing">Versions that should be here but could not be loaded; their users must not be acknowledged.</param>
internal sealed record LiveVersionSet(long Epoch, IReadOnlyList<LoadedVersion> Loaded, IReadOnlyList<string> Missing)
{
    public LoadedVersion? Find(string name) => Loaded.FirstOrDefault(v => v.Name == name);
}
