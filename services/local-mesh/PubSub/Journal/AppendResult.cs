namespace UserRep.LocalMesh.PubSub.Journal;

/// <param name="Error">Why nothing was stored; null once all of it is durable.</param>
internal readonly record struct AppendResult(string? Error)
{
    public bool Durable => Error is null;
}
