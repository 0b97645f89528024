namespace UserRep.LocalMesh.Topology;

internal readonly record struct PlannedPort(int Port, string Purpose);
