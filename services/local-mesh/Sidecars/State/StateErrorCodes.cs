namespace UserRep.LocalMesh.Sidecars.State;

internal static class StateErrorCodes
{
    public const string Get = "ERR_STATE_GET";
    public const string Save = "ERR_STATE_SAVE";
    public const string Delete = "ERR_STATE_DELETE";
}
