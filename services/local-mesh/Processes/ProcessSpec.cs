using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <summary>What to start for a replica. <paramref name="Arguments"/> is a command line's, with its quotes.</summary>
internal sealed record ProcessSpec(AppReplica Replica, string FileName, string Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
