using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Contracts.Audit;
using UserRep.Contracts.Versions;
using UserRep.Integration.Tests.Running;
using UserRep.Tests.Shared;

namespace UserRep.Integration.Tests;

/// <summary>Two routers change the registry at once: invocation takes them in turn.</summary>
[Collection(SwitchMeshCollection.Name)]
public sealed class RegistryRaceTests(SwitchMesh mesh)
{
    [Fact]
    public async Task Register_ByTwoRoutersAtOnce_LosesNoneAndGivesEachAnEpoch()
    {
        // Whoever loses has lost to one that won, so that none tries more often than there are others: fewer than the tries it has.
        string[] racers = [.. Enumerable.Range(0, 16).Select(i => $"racer-{i:00}")];
        var before = await AuditAsync();
        await Task.WhenAll(racers.Select(async racer => await SwitchMesh.OkAsync(await mesh.Router.PutAsJsonAsync($"/v1/models/{racer}", new ModelRegistration(SwitchMesh.First)))));
        var models = (await mesh.Router.GetFromJsonAsync<IReadOnlyList<ModelInfo>>("/v1/models", MeshClient.Json))!;
        Assert.Empty(racers.Except(models.Where(m => m.Pin == SwitchMesh.First).Select(m => m.Model)));
        var added = (await AuditAsync()).Where(e => before.All(b => b.Epoch != e.Epoch)).ToArray();
        Assert.Equal(racers.Length, added.Length);
        Assert.Equal(racers.Length, added.DistinctBy(e => e.Epoch).Count());
        Assert.All(racers, r => Assert.Single(added, e => e.What.Contains(r, StringComparison.Ordinal)));
    }

    private async Task<AuditEntry[]> AuditAsync() =>
        [.. (await mesh.Router.GetStringAsync("/v1/audit")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<AuditEntry>(l, MeshClient.Json)!)];
}
