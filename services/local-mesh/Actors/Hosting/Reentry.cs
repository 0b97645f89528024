namespace UserRep.LocalMesh.Actors.Hosting;

internal enum Reentry
{
    /// <summary>Not of the chain that holds the turn: it waits for its own.</summary>
    Other,
    Joined,
    TooDeep,
}
