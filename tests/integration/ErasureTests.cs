using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Erasures;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.EventArchive.Reading;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>A user is erased wherever they are kept, while the mesh goes on, and also when it is killed in between.</summary>
[Collection(LiveMeshCollection.Name)]
public sealed class ErasureTests(LiveMesh mesh)
{
    private HttpClient Ingest => mesh.Client.App(AppIds.FeatureIngest);

    [Fact]
    public async Task Erase_WhileEventsFlow_RemovesTheUserEverywhereAndLaterEventsStartAnew()
    {
        var known = mesh.Histories().Keys.ToArray();
        // Other tests on this mesh look at the first 200 by name, or the first 100 to come.
        var spare = known.Order(StringComparer.Ordinal).Skip(200).Except(known.Take(100)).ToArray();
        var (gone, beside) = (spare[0], spare[1]);
        var before = await mesh.Client.StatsAsync();
        await mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent("bad", gone, "track-00001", "like", "yesterday"));
        await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.DeadLetters.Kept > before.DeadLetters.Kept, "the letter is kept");
        var published = 1;
        for (; published < 200; published++)
            await PublishAsync($"flow-{published}", published % 2 == 0 ? gone : beside);

        var asked = await DeleteAsync(Ingest, gone);
        for (; published < 300; published++)
            await PublishAsync($"flow-{published}", beside);
        var receipt = await CompletedAsync(Ingest, asked.Id);

        Assert.Equal((ErasureState.UnderWay, gone), (asked.State, asked.UserId));
        Assert.Equal((null, asked.UserHash, "playground"), (receipt.UserId, receipt.UserHash, receipt.RequestedBy));
        Assert.Equal(ErasureOwners.All, receipt.Owners.Select(o => o.Owner));
        Assert.All(receipt.Owners, o => Assert.True(o.ConfirmedAt is not null && o.Waiting is null));
        Assert.Equal(1, Removed(ErasureOwners.Histories, "histories"));
        Assert.Equal(1, Removed(ErasureOwners.DeadLetters, "letters"));
        Assert.Equal(1, Removed(ErasureOwners.Embeddings, "representation@v1"));
        Assert.True(Removed(ErasureOwners.EventArchive, "events") >= Removed(ErasureOwners.Histories, "events"));
        Assert.NotEmpty(receipt.OutOfReach);
        await AssertIsGoneAsync(mesh.Client, mesh.Data, gone);
        // Each message is counted once, as what it was when it came: those of the user that came too late as erased.
        var after = await Eventually.HasAsync(mesh.Client.StatsAsync, s => s.Total >= before.Total + published, "all is counted");
        Assert.Equal(before.Total + published, after.Total);
        Assert.Equal((before.Users - 1, before.RefusedTotal + 1), (after.Users, after.RefusedTotal));
        Assert.Equal((before.Users - 1, before.Users - 1), await Eventually.HasAsync(CoverageAsync, c => c.Item1 == c.Item2, "all users have a vector"));

        await PublishAsync("new-1", gone);
        await Eventually.HasAsync(() => mesh.Client.ReadAsync(LiveMesh.Model, gone), a => a.Statuses[0] == "PRESENT", "the user is back");
        var history = (await Ingest.GetFromJsonAsync<UserHistoryView>($"/v1/users/{gone}/history", MeshClient.Json))!;
        Assert.Equal(1, history.EventIds);
        Assert.Equal(["new-1"], Archived(mesh.Data, gone));

        long Removed(string owner, string kind) => receipt.Owners.Single(o => o.Owner == owner).Removed.GetValueOrDefault(kind);
    }

    [Fact]
    public async Task Erase_SomeoneUnknownOrByAnyoneElse_IsAnsweredSo()
    {
        Assert.Equal(ErasureState.Complete, (await CompletedAsync(Ingest, (await DeleteAsync(Ingest, "never heard of/at all")).Id)).State);
        using var other = new MeshClient(3502 + mesh.PortOffset, 50012 + mesh.PortOffset);
        await ProblemDetail.AssertAsync(await other.App(AppIds.FeatureIngest).DeleteAsync("/v1/users/u"), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
        await ProblemDetail.AssertAsync(await other.App(AppIds.FeatureIngest).GetAsync($"/v1/erasures/{new string('0', 32)}"), HttpStatusCode.Forbidden, "NOT_AN_OPERATOR");
        foreach (var id in new[] { "nonsense", new string('0', 32) })
            await ProblemDetail.AssertAsync(await Ingest.GetAsync($"/v1/erasures/{id}"), HttpStatusCode.NotFound, "ERASURE_NOT_FOUND");
        await ProblemDetail.AssertAsync(await Ingest.DeleteAsync($"/v1/users/{new string('u', 300)}"), HttpStatusCode.UnprocessableEntity, "USER_ID");
    }

    [Fact]
    public async Task Erase_OneServiceKilledMeanwhile_IsCompletedAllTheSame()
    {
        using var data = new DataFolder();
        await using var killed = MeshProcess.StartWith(LiveMesh.ShortTimes, Ports.FreeOffset(), data, "--users", "60", "--items", "200", "--days", "30", "--replicas", "feature-ingest=2");
        await killed.StaysUpAsync();
        using var client = MeshClient.Playground(killed);
        var ingest = client.App(AppIds.FeatureIngest);
        string[] all = [.. Enumerable.Range(1, 24).Select(i => $"u{i:00000}")];
        foreach (var (assembly, users) in new[] { "UserRep.FeatureIngest", "UserRep.EmbeddingStore" }.Zip(all.Chunk(12)))
        {
            var before = await client.StatsAsync();
            Assert.All((await client.ReadAsync(LiveMesh.Model, users)).Statuses, s => Assert.Equal("PRESENT", s));

            var receipts = await Task.WhenAll(users.Select(u => DeleteAsync(ingest, u)));
            foreach (var process in killed.ServiceProcesses(assembly))
                System.Diagnostics.Process.GetProcessById(process).Kill();

            foreach (var receipt in receipts)
                Assert.Equal(1, (await CompletedAsync(ingest, receipt.Id)).Owners.Single(o => o.Owner == ErasureOwners.Histories).Removed["histories"]);
            foreach (var user in users)
                await AssertIsGoneAsync(client, data, user);
            var after = await client.StatsAsync();
            Assert.Equal((before.Users - users.Length, before.Total), (after.Users, after.Total));
        }
    }

    private async Task<(long, long)> CoverageAsync()
    {
        var version = await mesh.Client.VersionAsync("v1", mesh.Events.End);
        return (version.Coverage!.Users, version.Coverage.WithVector);
    }

    private Task PublishAsync(string eventId, string user) =>
        mesh.Client.PublishAsync(EventTypes.Interaction, new InteractionEvent(eventId, user, "track-00001", "like", mesh.Events.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));

    private static async Task<ErasureReceipt> DeleteAsync(HttpClient ingest, string user)
    {
        using var response = await ingest.DeleteAsync($"/v1/users/{Uri.EscapeDataString(user)}");
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        var receipt = (await response.Content.ReadFromJsonAsync<ErasureReceipt>(MeshClient.Json))!;
        Assert.EndsWith($"/v1/erasures/{receipt.Id}", response.Headers.Location!.ToString());
        return receipt;
    }

    private static Task<ErasureReceipt> CompletedAsync(HttpClient ingest, string receipt) =>
        Eventually.HasAsync(async () => (await ingest.GetFromJsonAsync<ErasureReceipt>($"/v1/erasures/{receipt}", MeshClient.Json))!, r => r.State == ErasureState.Complete, "the erasure is complete", TimeSpan.FromMinutes(3));

    private static async Task AssertIsGoneAsync(MeshClient client, DataFolder data, string user)
    {
        await ProblemDetail.AssertAsync(await client.App(AppIds.FeatureIngest).GetAsync($"/v1/users/{user}/history"), HttpStatusCode.NotFound, "USER_NOT_FOUND");
        Assert.Equal("NOT_FOUND", (await client.ReadAsync(LiveMesh.Model, user)).Statuses[0]);
        Assert.Empty(Archived(data, user));
        Assert.DoesNotContain(user, await client.App(AppIds.FeatureIngest).GetStringAsync("/v1/dead-letters?limit=1000"));
    }

    private static string[] Archived(DataFolder data, string user)
    {
        using var archive = ArchiveSnapshot.Open(data.File("archive"));
        return [.. archive.Days.SelectMany(archive.Of).Where(e => e.UserId == user).Select(e => e.EventId)];
    }
}
