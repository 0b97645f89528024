using UserRep.LocalMesh.MainJob;

namespace UserRep.LocalMesh.Commands;

internal sealed record MeshRunArguments(
    string DataFolder, bool Once, bool ServicesOnly, bool Json, string? TyeFile, IReadOnlyList<string> Replicas, int PortOffset, bool Samples, JobArguments Job);
