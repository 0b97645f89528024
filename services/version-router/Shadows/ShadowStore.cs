using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Shadows;

/// <summary>The counts of all replicas, a document per model.</summary>
internal sealed class ShadowStore(DaprClient dapr, RegistrySnapshot registry)
{
    public Task<ShadowDocument?> FindAsync(string model, CancellationToken ct) => SharedDocument.ReadAsync<ShadowDocument>(dapr, Key(model), ct);

    public Task SaveAsync(ShadowBatch batch, CancellationToken ct)
    {
        var isRunning = registry.Current?.Model(batch.Model)?.Shadow == batch.Version;
        return SharedDocument.ChangeAsync<ShadowDocument>(dapr, Key(batch.Model), known => ShadowDocument.Add(known, batch, isRunning), ct);
    }

    /// <summary>A shadow that begins, begins at nought.</summary>
    public Task ForgetAsync(string model, CancellationToken ct) => dapr.DeleteStateAsync(ComponentNames.StateStore, Key(model), cancellationToken: ct);

    private static string Key(string model) => $"shadow/{model}";
}
