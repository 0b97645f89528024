namespace UserRep.LocalMesh.Topology;

/// <summary>A Dapr component as its file states it; relative paths in <c>folder</c> and <c>connectionString</c> are already under the data folder.</summary>
/// <param name="Scopes">App-ids that have it; empty means all.</param>
internal sealed record Component(string File, int Line, string Name, string Type, string Version, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<string> Scopes)
{
    /// <summary>Where each metadata entry stands, for messages.</summary>
    public IReadOnlyDictionary<string, int> MetadataLines { get; init; } = new Dictionary<string, int>();

    /// <summary>Where the scopes stand; 0 where there are none.</summary>
    public int ScopesLine { get; init; }

    public bool IsFor(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);
}
