namespace UserRep.LocalMesh.Sidecars.State;

internal sealed record StateBulkBody(List<string>? Keys);
