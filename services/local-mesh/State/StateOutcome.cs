namespace UserRep.LocalMesh.State;

internal readonly record struct StateOutcome(StateStatus Status, string Message = "")
{
    public static readonly StateOutcome Ok = new(StateStatus.Ok);
}
