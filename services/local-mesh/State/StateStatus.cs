namespace UserRep.LocalMesh.State;

/// <summary>How a write ended. SQLite takes any text as an etag, so there is no "invalid etag" as on Redis: an unknown one just mismatches.</summary>
internal enum StateStatus
{
    Ok,
    EtagMismatch,
    Failed,
}
