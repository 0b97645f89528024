namespace UserRep.LocalMesh.Topology;

internal sealed record ComponentSet(IReadOnlyList<Component> Components, IReadOnlyList<DaprConfiguration> Configurations)
{
    /// <summary>Components whose scopes name nobody that runs: a name misspelt, or an app that is gone. Some names that aren't here are fine, other meshes have them.</summary>
    public IReadOnlyList<FileError> ForNoOne(IReadOnlyCollection<string> appIds) =>
    [
        .. Components.Where(c => c.Scopes.Count > 0 && !c.Scopes.Any(appIds.Contains))
            .Select(c => new FileError(c.File, c.ScopesLine, $"component {c.Name} is for no one: its scopes ({string.Join(", ", c.Scopes)}) name no app-id of this mesh ({string.Join(", ", appIds)})")),
    ];
}
