using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;

namespace UserRep.Integration.Tests;

/// <summary>What the mesh accepted is in its archive, and a version can be trained from that.</summary>
public sealed class ArchiveTests
{
    private static readonly string[] Size = ["--users", "200", "--items", "300", "--days", "40"];

    [Fact]
    public async Task Archive_TrainedFrom_GivesASecondVersionThatIsServedBesideTheFirst()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, Size);
        await mesh.StaysUpAsync();
        using var client = MeshClient.Playground(mesh);
        // A newcomer in the serving mesh: nobody who trained the first version has seen them.
        await client.PublishAsync(EventTypes.Interaction, new { eventId = "loop-1", userId = "newcomer", itemId = "track-00001", action = "like", at = "2025-09-30T12:00:00Z" });
        var stats = await Eventually.HasAsync(client.StatsAsync, s => s.Users == 201, "the newcomer's event is accepted");

        var bundles = data.File("bundles");
        await Command.RunAsync("train", "--archive", data.File("archive"), "--out", bundles, "--router", $"http://127.0.0.1:{mesh.PlaygroundPort}", "--latent", "16", "--hidden", "32", "--epochs", "2");

        var manifest = BundleManifest.FromJson(File.ReadAllBytes(Path.Combine(bundles, "representation@v2", BundleFiles.Manifest)));
        Assert.True(manifest.Training!.Simulated);
        Assert.Equal(stats.Accepted, Archives.EventIds(data).Length);
        var router = client.App(AppIds.VersionRouter);
        using var registered = await router.PutAsJsonAsync("/v1/versions/v2", new VersionRegistration("representation@v2", BundleHash.OfBundle(Path.Combine(bundles, "representation@v2"))));
        Assert.True(registered.StatusCode == HttpStatusCode.Created, await registered.Content.ReadAsStringAsync());
        using var backfill = await router.PostAsync("/v1/versions/v2/backfill", null);
        Assert.Equal(HttpStatusCode.Accepted, backfill.StatusCode);
        await Eventually.HasAsync(() => client.VersionAsync("v2", DateTimeOffset.UnixEpoch), v => v.State == VersionState.Ready, "v2 is Ready");
        using var pinned = await router.PutAsJsonAsync("/v1/models/second", new ModelRegistration("v2"));
        Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        var second = await Eventually.HasAsync(() => client.ReadAsync("second", "newcomer"), a => a.Statuses[0] == "PRESENT", "v2 serves the newcomer");
        var first = await client.ReadAsync(LiveMesh.Model, "newcomer");
        Assert.Equal(("representation@v1", "representation@v2"), (first.EncoderVersion, second.EncoderVersion));
        Assert.Equal((64, 16), (first.Dimension, second.Dimension));
        Assert.Equal(["PRESENT"], first.Statuses);
    }

    [Fact]
    public async Task Archive_FolderAway_NothingIsAcknowledgedUntilItIsBack()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.Start(data, "--services-only");
        using var client = MeshClient.Playground(mesh);
        using var app = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{5101 + mesh.PortOffset}") };
        await Eventually.HasAsync(client.StatsAsync, s => s.Users == 0, "feature-ingest answers");
        await PublishAsync("a1");
        await Eventually.HasAsync(client.StatsAsync, s => s.Accepted == 1, "the first event is accepted");

        Directory.Move(data.File("archive"), data.File("away"));
        await PublishAsync("a2");
        await Eventually.HasAsync(() => app.GetAsync("/healthz"), r => r.StatusCode == HttpStatusCode.ServiceUnavailable, "health shows it");
        // It was tried, and is not counted: the sidecar has it still.
        Assert.Equal(1, (await client.StatsAsync()).Accepted);
        Assert.Contains("takes no events", await File.ReadAllTextAsync(data.Logs), StringComparison.Ordinal);

        Directory.Move(data.File("away"), data.File("archive"));
        await Eventually.HasAsync(client.StatsAsync, s => s.Accepted == 2, "the event came again");
        await Eventually.HasAsync(() => app.GetAsync("/healthz"), r => r.StatusCode == HttpStatusCode.OK, "health is back");
        Assert.Equal(["a1", "a2"], Archives.EventIds(data));

        Task PublishAsync(string id) => client.PublishAsync(EventTypes.Interaction, new { eventId = id, userId = "u", itemId = "i", action = "like", at = "2025-09-30T12:00:00Z" });
    }
}
