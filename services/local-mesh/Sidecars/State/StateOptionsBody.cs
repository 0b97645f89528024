namespace UserRep.LocalMesh.Sidecars.State;

internal sealed record StateOptionsBody(string? Concurrency, string? Consistency)
{
    public const string FirstWrite = "first-write";
}
