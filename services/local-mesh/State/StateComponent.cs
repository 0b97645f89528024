namespace UserRep.LocalMesh.State;

/// <param name="ActorStateStore">Actors keep their state here; at most one component says so.</param>
/// <param name="Scopes">App-ids that may use it; empty for all.</param>
internal sealed record StateComponent(string Name, IStateStore Store, bool ActorStateStore, IReadOnlyList<string> Scopes)
{
    public bool VisibleTo(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);
}
