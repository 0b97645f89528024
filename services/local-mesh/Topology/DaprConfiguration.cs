namespace UserRep.LocalMesh.Topology;

/// <summary>A Configuration resource: the features that it turns on are all that the mesh heeds.</summary>
internal sealed record DaprConfiguration(string Name, IReadOnlySet<string> Features);
