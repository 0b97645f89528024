namespace UserRep.LocalMesh.Topology;

/// <summary>What the mesh takes from tye.yaml; paths are absolute.</summary>
internal sealed record TyeFile(string File, string Name, string ComponentsPath, string? Configuration, string LogLevel, IReadOnlyList<TyeService> Services);
