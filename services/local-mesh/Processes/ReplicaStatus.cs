using UserRep.LocalMesh.Topology;

namespace UserRep.LocalMesh.Processes;

/// <param name="Restarts">Times it has been started again since the mesh began.</param>
/// <param name="Failing">It keeps exiting, can't be started, or does not open its port; null while it is well.</param>
internal sealed record ReplicaStatus(AppReplica Replica, ReplicaState State, int? ProcessId, int Restarts, int? LastExitCode, string? Failing, IReadOnlyList<string> LastLines);
