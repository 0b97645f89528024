namespace UserRep.LocalMesh.Sidecars.State;

internal sealed record StateTransactionBody(List<StateOperationBody>? Operations, Dictionary<string, string>? Metadata);
