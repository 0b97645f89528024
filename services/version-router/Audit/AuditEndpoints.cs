using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.ServiceDefaults.Callers;
using UserRep.VersionRouter.Registry;

namespace UserRep.VersionRouter.Audit;

internal static class AuditEndpoints
{
    private const int MaxEntries = 1000;

    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/audit", ListAsync).ForOperators();

    /// <summary>The newest changes, newest first.</summary>
    private static async Task<IResult> ListAsync(RegistryStore store, DaprClient dapr, CancellationToken ct, int limit = 100)
    {
        var (document, _) = await store.ReadAsync(ct);
        var count = (int)Math.Clamp(Math.Min(limit, document.Epoch), 0, MaxEntries);
        if (count == 0)
            return TypedResults.Ok(Array.Empty<AuditEntry>());
        var keys = Enumerable.Range(0, count).Select(i => AuditEntry.Key(document.Epoch - i)).ToArray();
        var entries = await dapr.GetBulkStateAsync<AuditEntry?>(ComponentNames.StateStore, keys, parallelism: 0, cancellationToken: ct);
        return TypedResults.Ok(entries.Select(e => e.Value).OfType<AuditEntry>().OrderByDescending(e => e.Epoch));
    }
}
