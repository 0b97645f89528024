namespace UserRep.LocalMesh.Topology;

/// <param name="Service">What to start; null for an app-id without a process.</param>
internal sealed record PlannedReplica(AppReplica Replica, TyeService? Service);
