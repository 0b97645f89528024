namespace UserRep.LocalMesh.Sidecars;

/// <summary>A component as the metadata call names it.</summary>
/// <param name="Type">For example <c>state.sqlite</c>.</param>
internal sealed record ComponentInfo(string Name, string Type, string Version = "v1")
{
    /// <summary>App-ids that have it; empty means all.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
