using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using UserRep.Contracts.Events;
using UserRep.Contracts.Mesh;
using UserRep.Contracts.Users;
using UserRep.Contracts.Versions;
using UserRep.Features.Bundles;
using UserRep.Integration.Tests.Running;
using UserRep.Trainer.Events;
using UserRep.Trainer.Simulation;
using UserRep.Trainer.Training;

namespace UserRep.Integration.Tests;

public sealed class OrderTests
{
    private const int ShuffleSeed = 20260630;
    private const string Model = "ranker";

    [Fact]
    public async Task Publish_EverythingTwiceAndShuffled_ChangesNoVector()
    {
        var simulator = new Simulator(new SimulatorOptions { Users = 120, Items = 200, Days = 60, Seed = 3 });
        using var data = new DataFolder();
        var trained = await BundleTrainer.TrainAsync(simulator, new TrainingOptions { Epochs = 2 }, data.File("bundles"), new EncoderVersion(1), simulator.End, TimeProvider.System);
        Assert.Empty(trained.Faults);
        await using var mesh = MeshProcess.Start(data, "--services-only");
        using var client = MeshClient.Playground(mesh);
        await ServeAsync(client, trained.BundleFolder!);

        var events = simulator.Events().Select(Body).ToArray();
        var shuffled = events.Concat(events).ToArray();
        new Random(ShuffleSeed).Shuffle(shuffled);
        foreach (var batch in shuffled.Chunk(200))
            await client.Dapr.BulkPublishEventAsync(ComponentNames.PubSub, Topics.UserEvents, batch);
        var stats = await Eventually.HasAsync(client.StatsAsync, s => s.Total >= shuffled.Length, "all is counted");
        using var ended = await client.App(AppIds.FeatureIngest).PostAsJsonAsync("/v1/replays/end", new ReplayEnd(simulator.End));
        await Eventually.HasAsync(() => client.VersionAsync("v1", simulator.End), v => v.Coverage!.AtOrAfter == v.Coverage.Users, "all users are at the stated as_of");

        Assert.Equal(events.Length, stats.Accepted);
        Assert.Equal(events.Length, stats.Duplicate);
        var histories = HistoryReplay.Histories(simulator.Events(), simulator.End).Values.ToArray();
        using var encoder = BundleEncoder.TryOpen(trained.BundleFolder!, out _)!;
        var expected = encoder.Encode(histories, UnixDay.Of(simulator.End)).Chunk(encoder.Dimension).ToArray();
        var answer = await client.ReadAsync(Model, [.. histories.Select(h => h.UserId)]);
        for (var i = 0; i < histories.Length; i++)
            Vectors.AssertEqual(expected[i], answer.Embeddings[i], histories[i].UserId);
    }

    private static async Task ServeAsync(MeshClient client, string bundle)
    {
        var router = client.App(AppIds.VersionRouter);
        await Eventually.HasAsync(() => router.PutAsJsonAsync("/v1/versions/v1", new VersionRegistration(Path.GetFileName(bundle), BundleHash.OfBundle(bundle))), r => r.IsSuccessStatusCode, "v1 is registered");
        await Eventually.HasAsync(() => router.PostAsync("/v1/versions/v1/backfill", null), r => r.IsSuccessStatusCode, "the backfill is taken on");
        await Eventually.HasAsync(() => router.PutAsJsonAsync($"/v1/models/{Model}", new ModelRegistration("v1")), r => r.IsSuccessStatusCode, "the model is pinned");
    }

    private static JsonNode Body(SourceEvent e)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            e.WriteData(json);
        var body = JsonNode.Parse(buffer.ToArray())!;
        body["type"] = e.CloudEventType;
        return body;
    }
}
