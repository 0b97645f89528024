namespace UserRep.LocalMesh.Sidecars.State;

/// <param name="Operation"><c>upsert</c> or <c>delete</c>.</param>
internal sealed record StateOperationBody(string? Operation, StateItemBody? Request)
{
    public const string Upsert = "upsert";
    public const string Delete = "delete";
}
