namespace UserRep.LocalMesh.Topology;

internal sealed record ComponentSet(IReadOnlyList<Component> Components, IReadOnlyList<DaprConfiguration> Configurations);
