namespace UserRep.EventArchive.Writing;

/// <param name="Error">Why nothing of it may be relied on; null once all of it is durable.</param>
public readonly record struct AppendResult(string? Error)
{
    public bool Durable => Error is null;
}
