using System.Text;
using System.Text.Json;
using Dapr.Client;
using UserRep.Adapters;
using UserRep.Contracts.Mesh;

namespace UserRep.VersionRouter.Adapters;

/// <summary>Adapters' documents in Dapr state, each under its id, which is the hash of its content: written once, never changed.</summary>
internal sealed class AdapterStore(DaprClient dapr)
{
    public Task SaveAsync(AdapterFile file, CancellationToken ct) =>
        dapr.ExecuteStateTransactionAsync(ComponentNames.StateStore, [new StateTransactionRequest(Key(file.Id), file.ToBytes(), StateOperationType.Upsert)], cancellationToken: ct);

    /// <returns>Null, with the reason, if there is none or it isn't what its id says.</returns>
    public async Task<(AdapterFile? File, string? Fault)> FindAsync(string id, CancellationToken ct)
    {
        var stored = await dapr.GetStateAsync<JsonElement>(ComponentNames.StateStore, Key(id), cancellationToken: ct);
        if (stored.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return (null, "the state store has no such document");
        if (AdapterFile.TryRead(Encoding.UTF8.GetBytes(stored.GetRawText()), out var fault) is not { } file)
            return (null, fault);
        var faults = AdapterCheck.Faults(file);
        return faults.Count > 0 ? (null, string.Join("; ", faults)) : file.Id != id ? (null, $"it is the document of {file.Id}") : (file, null);
    }

    public Task RemoveAsync(string id, CancellationToken ct) =>
        dapr.ExecuteStateTransactionAsync(ComponentNames.StateStore, [new StateTransactionRequest(Key(id), null, StateOperationType.Delete)], cancellationToken: ct);

    private static string Key(string id) => $"adapter/{id}";
}
