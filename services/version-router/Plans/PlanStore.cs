using Dapr.Client;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;

namespace UserRep.VersionRouter.Plans;

internal sealed class PlanStore(DaprClient dapr)
{
    /// <summary>7 days: a plan that is older is drawn up anew.</summary>
    private static readonly Dictionary<string, string> s_kept = new() { ["ttlInSeconds"] = "604800" };

    public Task SaveAsync(Plan plan, CancellationToken ct) => dapr.SaveStateAsync(ComponentNames.StateStore, Key(plan.Id), plan, metadata: s_kept, cancellationToken: ct);

    public async Task<Plan?> FindAsync(string id, CancellationToken ct) =>
        Guid.TryParseExact(id, "N", out _) ? await dapr.GetStateAsync<Plan?>(ComponentNames.StateStore, Key(id), cancellationToken: ct) : null;

    private static string Key(string id) => $"plan/{id}";
}
