namespace UserRep.EmbeddingStore.Retiring;

/// <summary>The versions that version-router has retired, as this replica last heard; swapped whole.</summary>
internal sealed class RetiredVersions
{
    private volatile HashSet<string> _names = [];

    public bool Contains(string version) => _names.Contains(version);

    public void Set(IEnumerable<string> names) => _names = [.. names];
}
