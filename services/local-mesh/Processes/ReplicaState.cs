namespace UserRep.LocalMesh.Processes;

internal enum ReplicaState
{
    Starting,
    Ready,
    Restarting,
    Stopped,
}
