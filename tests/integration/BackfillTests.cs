using System.Net;
using System.Net.Http.Json;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Versions;
using UserRep.Contracts.Wire;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Integration.Tests;

/// <summary>A backfill of a second version: slow enough that kill -9 falls into it.</summary>
public sealed class BackfillTests
{
    private const int UsersPerSecond = 30;

    private static readonly Simulator Events = new(new SimulatorOptions { Users = 200, Items = 300, Days = 40, Seed = 7 });

    [Fact]
    public async Task Backfill_FeatureIngestKilled_GoesOnFromItsCursorAndReachesEveryUser()
    {
        using var data = new DataFolder();
        await using var mesh = MeshProcess.StartWith(
            new Dictionary<string, string> { ["FeatureIngest__WalkUsersPerSecond"] = $"{UsersPerSecond}" }, Ports.FreeOffset(), data, "--users", "200", "--items", "300", "--days", "40", "--seed", "7");
        await mesh.StaysUpAsync();
        using var client = MeshClient.Playground(mesh);
        var (router, ingest) = (client.App(AppIds.VersionRouter), client.App(AppIds.FeatureIngest));
        await RegisterAsync(router, data);

        using var begun = await router.PostAsync("/v1/versions/v2/backfill", null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var before = await BackfillAsync(client, b => b.Emitted >= 50 && b.EstimatedCompletion is not null, "a quarter of the backfill is done");
        Assert.Equal((BackfillState.Running, 200), (before.State, before.Users));
        Assert.InRange(before.UsersPerSecond!.Value, 1, UsersPerSecond * 1.25);
        mesh.KillService("UserRep.FeatureIngest");

        var after = await BackfillAsync(client, _ => true, "feature-ingest is back");
        Assert.Equal(before.StartedAt, after.StartedAt);
        Assert.InRange(after.Emitted, before.Emitted, 199);
        // Stopped, it stands; started again, it goes on from there.
        using var stopped = await ingest.DeleteAsync("/v1/backfills/v2");
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        var stood = await BackfillAsync(client, b => b.State == BackfillState.Stopped, "the backfill is stopped");
        Assert.InRange(stood.Emitted, after.Emitted, 199);
        // Who joins meanwhile is the live lane's.
        await client.PublishAsync(EventTypes.Interaction, new { eventId = "joins", userId = "newcomer", itemId = "track-00001", action = "listen", at = Events.End });
        using var again = await router.PostAsync("/v1/versions/v2/backfill", null);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);

        var ready = await Eventually.HasAsync(() => client.VersionAsync("v2", Events.End), v => v.State == VersionState.Ready, "v2 is Ready");
        var done = ready.Backfill!;
        Assert.Equal((BackfillState.Done, before.StartedAt, null), (done.State, done.StartedAt, done.EstimatedCompletion));
        Assert.InRange(done.Emitted, 200, 201);
        Assert.True(done.EndedAt > done.StartedAt);
        await AssertVectorsAsync(client, data);
    }

    private static Task<BackfillProgress> BackfillAsync(MeshClient client, Func<BackfillProgress, bool> condition, string what) => Eventually.HasAsync(
        async () => (await client.VersionAsync("v2", Events.End)).Backfill ?? throw new HttpRequestException("not begun"), condition, what);

    private static async Task RegisterAsync(HttpClient router, DataFolder data)
    {
        var folder = BundleCopy.Make(data, "second", "representation@v2");
        using var registered = await router.PutAsJsonAsync("/v1/versions/v2", new VersionRegistration("second", BundleHash.OfBundle(folder)));
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
    }

    /// <summary>Every user has the vector in v2 that is computed without any service.</summary>
    private static async Task AssertVectorsAsync(MeshClient client, DataFolder data)
    {
        using var pinned = await client.App(AppIds.VersionRouter).PutAsJsonAsync("/v1/models/second-ranker", new ModelRegistration("v2"));
        Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        UserHistory[] histories = [.. HistoryReplay.Histories(Events.Events(), Events.End).Values];
        using var encoder = BundleEncoder.TryOpen(data.File("bundles/second"), out var faults);
        Assert.Empty(faults);
        var expected = encoder!.Encode(histories, UnixDay.Of(Events.End)).Chunk(encoder.Dimension).ToArray();
        Assert.Equal(200, histories.Length);
        var answer = await Eventually.HasAsync(
            () => client.ReadAsync("second-ranker", [.. histories.Select(h => h.UserId), "newcomer"]), a => a.EncoderVersion == "representation@v2" && a.Statuses.All(s => s == "PRESENT"), "everyone has a vector in v2");
        for (var i = 0; i < histories.Length; i++)
            Vectors.AssertEqual(expected[i], answer.Embeddings[i], histories[i].UserId);
    }
}
