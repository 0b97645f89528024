using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Plans;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>A model moves to another version by a plan, goes back in one step, and a version goes when nobody uses it any more.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class PinTests(LiveMesh mesh)
{
    private const string Model = "mover";
    private const string First = "representation@v1";
    private const string Second = "representation@v6";

    private HttpClient Router => mesh.Client.App(AppIds.VersionRouter);

    [Fact]
    public async Task Pin_PlannedAppliedRolledBackAndRetired_AsItsRulesSay()
    {
        await RegisteredAsync(Second);
        await AssertOkAsync(await Router.PutAsJsonAsync($"/v1/models/{Model}", new ModelRegistration(First)));
        var user = mesh.Histories().Keys.First();
        Assert.Equal(First, (await mesh.Client.ReadAsync(Model, user)).EncoderVersion);

        // Without a head it is refused, and says so before anything is done.
        Assert.Equal(["NO_HEAD"], (await PlanAsync(new PlanRequest(PlanKind.Migrate, Second, Model))).Refusals.Select(r => r.Code));
        await AssertOkAsync(await Router.PutAsJsonAsync($"/v1/models/{Model}/heads/{Second}", new HeadRegistration()));
        var plan = await PlanAsync(new PlanRequest(PlanKind.Migrate, Second, Model));
        Assert.Empty(plan.Refusals);
        // A plan made earlier is of another world once one is applied; applied twice, one is applied once.
        var back = await PlanAsync(new PlanRequest(PlanKind.Migrate, Second, Model));
        Assert.True((await ApplyAsync(plan)).Changed);
        Assert.False((await ApplyAsync(plan)).Changed);
        Assert.False((await ApplyAsync(back)).Changed);
        await ReadsAsync(user, Second);
        // Whoever has the old head only is still served, from the pin before.
        var old = await Router.PostAsJsonAsync($"/v1/models/{Model}/embeddings", new { userIds = new[] { user }, accepts = new[] { First } });
        Assert.Equal(First, (await old.Content.ReadFromJsonAsync<Contracts.Reads.EmbeddingsResponse>(MeshClient.Json))!.EncoderVersion);

        await AssertOkAsync(await Router.PostAsJsonAsync($"/v1/models/{Model}/rollback", new ChangeReason("clicks fell")));
        await ReadsAsync(user, First);
        await ProblemDetail.AssertAsync(await Router.PostAsJsonAsync($"/v1/plans/{plan.Id}/apply", new PlanApplication()), HttpStatusCode.Conflict, "PLAN_STALE");

        // It is read once more, as the pin before; after the grace it goes, its vectors with it, and nobody can go back to it.
        await AssertOkAsync(await Router.PostAsJsonAsync($"/v1/models/{Model}/embeddings", new { userIds = new[] { user }, accepts = new[] { Second } }));
        Assert.Equal(["VERSION_IN_USE"], (await PlanAsync(new PlanRequest(PlanKind.Retire, Second))).Refusals.Select(r => r.Code));
        var retire = await Eventually.HasAsync(() => PlanAsync(new PlanRequest(PlanKind.Retire, Second)), p => p.Refusals.Count == 0, "the grace has passed");
        Assert.True((await ApplyAsync(retire)).Changed);
        await Eventually.HasAsync(() => mesh.Client.VersionAsync(Second, mesh.Events.End), v => v is { State: VersionState.Retired, Coverage.WithVector: 0 }, "its vectors are gone");
        await ProblemDetail.AssertAsync(await Router.PostAsJsonAsync($"/v1/models/{Model}/rollback", new ChangeReason()), HttpStatusCode.Conflict, "NO_PREVIOUS_PIN");
        Assert.Equal(["PRESENT"], (await mesh.Client.ReadAsync(LiveMesh.Model, user)).Statuses);

        var audit = (await Router.GetStringAsync("/v1/audit?limit=50")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<JsonElement>(l)).ToArray();
        Assert.Contains(audit, e => e.GetProperty("plan").GetString() == plan.Id && e.GetProperty("to").GetString() == Second);
        Assert.Contains(audit, e => e.GetProperty("why").GetString() == "clicks fell" && e.GetProperty("by").GetString() == "playground");
    }

    private async Task RegisteredAsync(string version)
    {
        var folder = BundleCopy.Make(mesh.Data, "pin-second", version);
        await AssertOkAsync(await Router.PutAsJsonAsync($"/v1/versions/{version}", new VersionRegistration(Path.GetFileName(folder), BundleHash.OfBundle(folder))));
        await AssertOkAsync(await Router.PostAsync($"/v1/versions/{version}/backfill", null));
        await Eventually.HasAsync(() => mesh.Client.VersionAsync(version, mesh.Events.End), v => v.State == VersionState.Ready, $"{version} is Ready");
    }

    private Task ReadsAsync(string user, string version) =>
        Eventually.HasAsync(() => mesh.Client.ReadAsync(Model, user), a => a.EncoderVersion == version && a.Statuses[0] == "PRESENT", $"{Model} reads {version}");

    private async Task<Plan> PlanAsync(PlanRequest request) => await AnswerAsync<Plan>(await Router.PostAsJsonAsync("/v1/plans", request, MeshClient.Json));

    private async Task<AppliedPlan> ApplyAsync(Plan plan) => await AnswerAsync<AppliedPlan>(await Router.PostAsJsonAsync($"/v1/plans/{plan.Id}/apply", new PlanApplication()));

    private static async Task<T> AnswerAsync<T>(HttpResponseMessage response)
    {
        await AssertOkAsync(response);
        return (await response.Content.ReadFromJsonAsync<T>(MeshClient.Json))!;
    }

    private static async Task AssertOkAsync(HttpResponseMessage response) => Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
}
